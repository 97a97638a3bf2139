import { ggmlTypesById } from '../gguf/ggml-types.ts'
import type { KvCacheType } from '../kv-cache.ts'
import type { LayerCache, ModelReads } from './model-reads.ts'

/** Types of the keys and values in a cache. */
export interface CacheTypes {
  readonly key: KvCacheType
  readonly value: KvCacheType
}

/** Types that llama.cpp takes where nobody says. */
export const usualCacheTypes: CacheTypes = { key: 'F16', value: 'F16' }

/**
 * Bytes of weights that one step reads with so many sequences in it. The experts of several are taken as chosen
 * independently: the expected number of different ones.
 */
export function weightBytesOfStep({ sharedBytes, rowBytes, expertBytes, experts }: ModelReads, batch: number): number {
  const missed = experts === null ? 0 : (1 - experts.used / experts.count) ** batch
  return sharedBytes + batch * rowBytes + expertBytes * (1 - missed)
}

/**
 * Bytes of keys and values that the tokens of one sequence read, summed over the contexts of `from` to `to` tokens,
 * both included: one for each token.
 */
export function cacheBytesRead(
  caches: readonly LayerCache[],
  types: CacheTypes,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  return caches.reduce(
    (sum, cache) => sum + cache.layers * bytesOfToken(cache, types) * (lookedAt(cache, to) - lookedAt(cache, from - 1)),
    0,
  )
}

/** Operations of attention, a product and a sum each, for the tokens of a sequence at contexts of `from` to `to`. */
export function attentionOperations(
  caches: readonly LayerCache[],
  { from, to }: { readonly from: number; readonly to: number },
): number {
  return caches.reduce(
    (sum, cache) => sum + 2 * cache.layers * cache.queries * (lookedAt(cache, to) - lookedAt(cache, from - 1)),
    0,
  )
}

/** Bytes that a layer keeps of one token. */
export function bytesOfToken(
  { keys, values }: Pick<LayerCache, 'keys' | 'values'>,
  { key, value }: CacheTypes,
): number {
  return keys * bytesOfNumber(key) + values * bytesOfNumber(value)
}

/** Tokens looked at in all, where each context is one longer than the one before. */
function growing(length: number): number {
  return (length * (length + 1)) / 2
}

/** Tokens looked at in all, by contexts of 1 to `tokens` tokens. */
function lookedAt({ window, chunked }: LayerCache, tokens: number): number {
  if (window === null || tokens <= window) return growing(Math.max(0, tokens))
  const rest = tokens % window
  if (chunked) return ((tokens - rest) / window) * growing(window) + growing(rest)
  return growing(window) + (tokens - window) * window
}

function bytesOfNumber(name: KvCacheType): number {
  for (const type of ggmlTypesById.values()) if (type.name === name) return type.blockBytes / type.blockSize
  throw new RangeError(`no type ${name}`)
}
