import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { execa, type ResultPromise } from 'execa'
import { expect, test } from 'vitest'
import { sha256, startHub } from '../../support/model-hub.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { contents } from './pulled.ts'

const program = fileURLToPath(new URL('pull-process.ts', import.meta.url))
const model = contents(2_000_000)
const spec = 'hf:user/repo/small.gguf'
const files = { 'small.gguf': model }

const options = { reject: false, timeout: 60_000 } as const

function pulling(folder: string, url: string): ResultPromise<typeof options> {
  return execa(process.execPath, [program, folder, url, spec], options)
}

/** Runs a pull as root of a mount namespace in which a small disk is the cache, and gives what it printed. */
async function onDisk(folder: string, url: string, { size, after = '' }: { size: string; after?: string }) {
  const disk = join(folder, 'hub')
  mkdirSync(disk, { recursive: true })
  const script = `mount -t tmpfs -o size=${size} tmpfs "$1" && shift && ${after} exec "$@"`
  const pull = [process.execPath, program, folder, url, spec]
  return await execa('unshare', ['-m', 'sh', '-c', script, 'sh', disk, ...pull], { reject: false, timeout: 60_000 })
}

const hasNamespaces = spawnSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0

test('four processes that pull a model at once download it once', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files, slowMs: 40 })
  const ended = await Promise.all(Array.from({ length: 4 }, async () => await pulling(folder.path, hub.url)))
  expect(ended.map(({ exitCode, stdout }) => [exitCode, readFileSync(stdout).equals(model)])).toEqual(
    ended.map(() => [0, true]),
  )
  expect(hub.served()).toBe(model.length)
  expect(hub.requests.filter(({ method }) => method === 'GET')).toHaveLength(1)
  expect(ended.map(({ stderr }) => stderr).join('\n')).toContain('another process downloads hf:user/repo/small.gguf')
  const notes = readdirSync(join(folder.path, 'hub/models--user--repo/.llm-bench'))
  expect(notes).toEqual([`${sha256(model)}.json`])
})

test('a pull that is killed leaves a cache which the next one completes, from where it stopped', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files, slowMs: 50 })
  const first = pulling(folder.path, hub.url)
  const blobs = join(folder.path, 'hub/models--user--repo/blobs')
  const partial = join(blobs, `${sha256(model)}.llm-bench.incomplete`)
  while ((statSync(partial, { throwIfNoEntry: false })?.size ?? 0) < 500_000) await pause(10)
  first.kill('SIGKILL')
  await first
  expect(readdirSync(blobs)).toEqual([`${sha256(model)}.llm-bench.incomplete`])
  const kept = statSync(partial).size
  hub.set({ slowMs: 0 })
  const began = performance.now()
  const { stdout, exitCode } = await pulling(folder.path, hub.url)
  expect(exitCode, stdout).toBe(0)
  expect(performance.now() - began).toBeLessThan(20_000)
  expect(readFileSync(stdout).equals(model)).toBe(true)
  expect(hub.requests.at(-1)?.range).toBe(`bytes=${kept}-`)
  expect(readdirSync(blobs)).toEqual([sha256(model)])
})

test.skipIf(!hasNamespaces)('a disk that is too small is told before, and one that fills up then', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files })
  const before = await onDisk(folder.path, hub.url, { size: '1m' })
  expect(before.stdout).toMatch(
    /no room on disk for "small\.gguf" in ".*models--user--repo" \(2\.00 MB needed, [\d.]+ \w+ free\); free some \(llm-bench models prune/,
  )
  expect(hub.served()).toBe(0)
  hub.set({ noSize: true })
  const after = 'trap : 0;'
  const filled = await onDisk(folder.path, hub.url, { size: '1m', after })
  expect(filled.stdout).toMatch(
    /filled the disk of ".*hub" \(ENOSPC\); free some \(llm-bench models prune\), or set HF_HUB/,
  )
  expect(filled.stdout.split('\n')).toHaveLength(1)
})

test.skipIf(!hasNamespaces)('a cache that may only be read is told, and what it has is used', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files })
  const readOnly = 'mount -o remount,ro "$MOUNTED" &&'
  const refused = await onDisk(folder.path, hub.url, {
    size: '8m',
    after: readOnly.replace('$MOUNTED', join(folder.path, 'hub')),
  })
  expect(refused.stdout).toMatch(
    /failed: the cache ".*hub" cannot be written \(EROFS\); set HF_HUB_CACHE or HF_HOME to a folder/,
  )
  const first = [process.execPath, program, folder.path, hub.url, spec].map((word) => `'${word}'`).join(' ')
  const twice = `${first} > /dev/null 2>&1 && mount -o remount,ro '${join(folder.path, 'hub')}' &&`
  const used = await onDisk(folder.path, hub.url, { size: '8m', after: twice })
  expect(used.exitCode, used.stdout).toBe(0)
  expect(hub.served()).toBe(model.length)
})
