import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import {
  cacheDirectory,
  type CacheConventions,
  downloadFolder,
  sweepSyntheticCache,
  syntheticFolder,
} from '../../src/models/cache.ts'
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

test('synthetic and downloaded models have folders of their own', () => {
  expect(syntheticFolder('/cache')).toBe(join('/cache', 'synthetic'))
  expect(downloadFolder('/cache')).toBe(join('/cache', 'models'))
})

async function fill(folder: string, agesMinutes: Record<string, number>): Promise<void> {
  for (const [name, age] of Object.entries(agesMinutes)) {
    const path = join(folder, name)
    const used = new Date(Date.now() - age * MINUTE)
    await writeFile(path, new Uint8Array(1000))
    await utimes(path, used, used)
  }
}

test('the least recently used models go until the rest fits', async () => {
  await using folder = await temporaryFolder()
  await fill(folder.path, { 'a.gguf': 300, 'b.gguf': 400, 'c.gguf': 200, 'd.gguf': 100, 'x.txt': 999 })
  const keep = join(folder.path, 'b.gguf')
  const removed = await sweepSyntheticCache(folder.path, { keep, maxBytes: 2000 })
  expect(removed).toEqual([join(folder.path, 'a.gguf'), join(folder.path, 'c.gguf')])
  expect((await readdir(folder.path)).toSorted()).toEqual(['b.gguf', 'd.gguf', 'x.txt'])
})

test('models used in the last ten minutes stay, whatever the limit', async () => {
  await using folder = await temporaryFolder()
  await fill(folder.path, { 'old.gguf': 11, 'new.gguf': 9 })
  const keep = join(folder.path, 'wanted.gguf')
  await sweepSyntheticCache(folder.path, { keep, maxBytes: 0, incomingBytes: 1000 })
  expect(await readdir(folder.path)).toEqual(['new.gguf'])
})

test('room is made for what comes', async () => {
  await using folder = await temporaryFolder()
  await fill(folder.path, { 'a.gguf': 30, 'b.gguf': 20 })
  const keep = join(folder.path, 'c.gguf')
  const sweep = { keep, maxBytes: 3000 }
  expect(await sweepSyntheticCache(folder.path, sweep)).toEqual([])
  expect(await sweepSyntheticCache(folder.path, { ...sweep, incomingBytes: 1500 })).toEqual([
    join(folder.path, 'a.gguf'),
  ])
})

test('temporary files untouched for ten minutes go', async () => {
  await using folder = await temporaryFolder()
  await fill(folder.path, { 'a.gguf.1.tmp': 11, 'a.gguf.2.tmp': 9 })
  await sweepSyntheticCache(folder.path, { keep: '', maxBytes: 0 })
  expect(await readdir(folder.path)).toEqual(['a.gguf.2.tmp'])
})

test('a folder that does not exist has nothing to sweep', async () => {
  const sweep = sweepSyntheticCache('/no/such/folder', { keep: '', maxBytes: 0 })
  await expect(sweep).resolves.toEqual([])
})
