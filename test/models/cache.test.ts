import { appendFile, copyFile, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import {
  cacheDirectory,
  type CacheConventions,
  checksumFolder,
  sweepSyntheticCache,
  syntheticFolder,
} from '../../src/models/cache.ts'
import { ensureSynthetic } from '../../src/models/synthetic/synthetic.ts'
import { temporaryFolder } from './temporary-folder.ts'

const MINUTE = 60_000

function conventions(
  platform: NodeJS.Platform,
  home: string,
  environment: Record<string, string> = {},
): CacheConventions {
  return { platform, home, environment }
}

function cacheAt(where: CacheConventions): string {
  return cacheDirectory(undefined, '/project', where)
}

test('the option wins over the variable, the variable over the convention', () => {
  const root = resolve('/project')
  const linux = conventions('linux', '/home/ann', { LLM_BENCH_CACHE: '/big/cache' })
  expect(cacheDirectory('own', root, linux)).toBe(resolve(root, 'own'))
  expect(cacheDirectory(undefined, root, linux)).toBe(resolve('/big/cache'))
})

test('each system has its own folder for caches', () => {
  expect(cacheAt(conventions('linux', '/home/ann'))).toBe('/home/ann/.cache/vitest-llm-bench')
  expect(cacheAt(conventions('linux', '/home/ann', { XDG_CACHE_HOME: '/x' }))).toBe('/x/vitest-llm-bench')
  expect(cacheAt(conventions('linux', '/home/ann', { XDG_CACHE_HOME: 'x' }))).toBe('/home/ann/.cache/vitest-llm-bench')
  expect(cacheAt(conventions('darwin', '/Users/ann'))).toBe('/Users/ann/Library/Caches/vitest-llm-bench')
  expect(cacheAt(conventions('win32', String.raw`C:\Users\ann`))).toBe(
    String.raw`C:\Users\ann\AppData\Local\vitest-llm-bench`,
  )
  expect(cacheAt(conventions('win32', String.raw`C:\Users\ann`, { LOCALAPPDATA: 'D:\\l' }))).toBe(
    String.raw`D:\l\vitest-llm-bench`,
  )
})

test('synthetic models and checksums have folders of their own', () => {
  expect(syntheticFolder('/cache')).toBe(join('/cache', 'synthetic'))
  expect(checksumFolder('/cache')).toBe(join('/cache', 'checksums'))
})

/** Files by name, each used so many minutes ago: synthetic models where a name is that of one. */
async function fill(folder: string, agesMinutes: Record<string, number>): Promise<void> {
  await using models = await temporaryFolder()
  const made = { folder: models.path, maxBytes: 1e9 }
  const { path: model } = await ensureSynthetic({ shape: 'micro', quantization: 'Q4_0', seed: 0 }, made)
  for (const [name, age] of Object.entries(agesMinutes)) {
    const path = join(folder, name)
    if (name.endsWith('.gguf') && !name.startsWith('their')) await copyFile(model, path)
    else await writeFile(path, new Uint8Array(1000))
    const used = new Date(Date.now() - age * MINUTE)
    await utimes(path, used, used)
  }
  bytes = (await stat(model)).size
}

/** Bytes of a synthetic model of {@link fill}. */
let bytes = 0

test('the least recently used models go until the rest fits', async () => {
  await using folder = await temporaryFolder()
  await fill(folder.path, { 'a.gguf': 300, 'b.gguf': 400, 'c.gguf': 200, 'd.gguf': 100, 'x.txt': 999 })
  const keep = join(folder.path, 'b.gguf')
  const removed = await sweepSyntheticCache(folder.path, { keep, maxBytes: 2 * bytes })
  expect(removed).toEqual([join(folder.path, 'a.gguf'), join(folder.path, 'c.gguf')])
  expect((await readdir(folder.path)).toSorted()).toEqual(['b.gguf', 'd.gguf', 'x.txt'])
})

test('models used in the last ten minutes stay, whatever the limit', async () => {
  await using folder = await temporaryFolder()
  await fill(folder.path, { 'old.gguf': 11, 'new.gguf': 9 })
  const keep = join(folder.path, 'wanted.gguf')
  await sweepSyntheticCache(folder.path, { keep, maxBytes: 0, incomingBytes: bytes })
  expect(await readdir(folder.path)).toEqual(['new.gguf'])
})

test('room is made for what comes', async () => {
  await using folder = await temporaryFolder()
  await fill(folder.path, { 'a.gguf': 30, 'b.gguf': 20 })
  const keep = join(folder.path, 'c.gguf')
  const sweep = { keep, maxBytes: 3 * bytes }
  expect(await sweepSyntheticCache(folder.path, sweep)).toEqual([])
  expect(await sweepSyntheticCache(folder.path, { ...sweep, incomingBytes: bytes + 500 })).toEqual([
    join(folder.path, 'a.gguf'),
  ])
})

test('a model of a user stays, and so does one that is in use after the clock was set back', async () => {
  await using folder = await temporaryFolder()
  await fill(folder.path, { 'theirs.gguf': 999, 'ours.gguf': -5, 'future.gguf': -999 })
  expect(await sweepSyntheticCache(folder.path, { keep: '', maxBytes: 0 })).toEqual([join(folder.path, 'future.gguf')])
  expect((await readdir(folder.path)).toSorted()).toEqual(['ours.gguf', 'theirs.gguf'])
})

test('temporary files that nobody writes any more go; those of a user, and those that grow, stay', async () => {
  await using folder = await temporaryFolder()
  const temporary = (seed: number): string => `micro-Q4_0-seed${seed}-v1.gguf.${crypto.randomUUID()}.tmp`
  const [left, recent, written] = [temporary(1), temporary(2), temporary(3)]
  await fill(folder.path, { [left]: 11, [recent]: 9, [written]: 999, 'notes.tmp': 999, 'a.gguf.1.tmp': 999 })
  const sweep = sweepSyntheticCache(folder.path, { keep: '', maxBytes: 0 })
  // To whoever set the clock ahead it looks old.
  setTimeout(() => void appendFile(join(folder.path, written), 'more'), 300)
  expect(await sweep).toEqual([join(folder.path, left)])
  expect((await readdir(folder.path)).toSorted()).toEqual(['a.gguf.1.tmp', recent, written, 'notes.tmp'].toSorted())
})

test('a folder that does not exist has nothing to sweep', async () => {
  const sweep = sweepSyntheticCache('/no/such/folder', { keep: '', maxBytes: 0 })
  await expect(sweep).resolves.toEqual([])
})
