import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { cacheDirectory, cacheFolders } from '../../src/models/cache.ts'
import { homeFolder } from '../../src/models/home-path.ts'
import type { KvCacheType } from '../../src/models/kv-cache.ts'
import { cachedLlamaServer } from '../../src/servers/presets/llama-release.ts'

/** One configuration of a model, as llama-bench and a local model take it. */
export interface BenchedConfiguration {
  readonly flashAttention: boolean
  readonly kvCache: KvCacheType
}

/** Times that llama-bench measured, in milliseconds a token. */
export interface BenchedTimes {
  readonly prefill: number
  readonly decode: number
}

/** Times of one launch of ours: llama.cpp's own, and those of a token by our clock. */
export interface OwnLaunch extends BenchedTimes {
  readonly client: number
}

/** llama-bench of node-llama-cpp's own llama.cpp, as `npm run llama-server` builds it; null where it was not built. */
export function llamaBench(): string | null {
  return cachedProgram('llama-bench')
}

/** A program of node-llama-cpp's own llama.cpp, as `npm run llama-server` builds it; null where it was not built. */
export function cachedProgram(name: string): string | null {
  const below = cachedLlamaServer()
  if (below === null) return null
  const conventions = { environment: process.env, platform: process.platform, home: homeFolder() }
  const program = `${name}${process.platform === 'win32' ? '.exe' : ''}`
  const folders = cacheFolders(cacheDirectory(undefined, process.cwd()), conventions)
  return folders.map((folder) => join(folder, below, '..', program)).find((path) => existsSync(path)) ?? null
}

/**
 * Runs llama-bench once: a prompt from an empty context, and decoding behind as many tokens. It measures the calls of
 * llama_decode by the clock around them, with tokens drawn at random and none chosen.
 */
export async function benched(
  program: string,
  model: string,
  { flashAttention, kvCache }: BenchedConfiguration,
  { prompt, decode, repetitions }: { prompt: number; decode: number; repetitions: number },
): Promise<BenchedTimes> {
  const common = [
    ['-m', model],
    ['-t', '1'],
    ['-ngl', '0'],
    ['-fa', flashAttention ? 'on' : 'off'],
    ['-ctk', kvCache.toLowerCase()],
    ['-ctv', kvCache.toLowerCase()],
    ['-r', String(repetitions)],
    ['-o', 'json'],
  ].flat()
  // Without a prompt and with a depth it fills the context first, outside of its clock.
  const prefill = await only(program, [...common, '-p', String(prompt), '-n', '0'])
  const decoding = await only(program, [...common, '-p', '0', '-n', String(decode), '-d', String(prompt)])
  return { prefill: 1000 / prefill, decode: 1000 / decoding }
}

/** Tokens a second of the one test that the arguments ask for. */
async function only(program: string, args: readonly string[]): Promise<number> {
  const { stdout } = await execa(program, args)
  const [test] = JSON.parse(stdout) as { avg_ts: number }[]
  if (test === undefined) throw new Error('llama-bench ran no test')
  return test.avg_ts
}
