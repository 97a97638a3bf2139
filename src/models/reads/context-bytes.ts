import type { KvCache } from '../kv-cache.ts'
import { kvTypesOf } from '../kv-cache.ts'
import type { LayerCache, ModelReads } from './model-reads.ts'
import { bytesOfToken, type CacheTypes, usualCacheTypes } from './step-bytes.ts'

/** A context to be made. */
export interface WantedContext {
  readonly sequences: number
  /** Tokens that each sequence can hold. */
  readonly contextSize: number
  readonly batchSize: number | 'auto'
  readonly kvCache: KvCache | 'auto'
  readonly flashAttention: boolean | 'auto'
}

/** Tokens that a cache's length is a multiple of. */
const step = 256
/** Tokens of a batch where nobody says, as node-llama-cpp has it. */
export const usualBatchTokens = 512
const floatBytes = 4
/** Rows of a token between layers that the engine holds at once, about. */
const heldRows = 4

/**
 * Memory that llama.cpp takes for a context, in bytes: keys and values, of layers with a window no more than it and a
 * batch; and what one batch computes in, probabilities of the whole vocabulary above all. Null where the header does
 * not say.
 */
export function contextBytes(reads: ModelReads, vocabulary: number, wanted: WantedContext): number | null {
  const { caches } = reads
  if (caches === null) return null
  const { sequences, contextSize } = wanted
  const batch = batchOf(wanted)
  const length = padded(contextSize)
  const heads = caches.reduce((most, cache) => Math.max(most, cache.heads), 0)
  const logits = batch * vocabulary
  // Without flash attention every query has its product with every key in memory, and a mask.
  const products = wanted.flashAttention === false ? batch * length * (heads + 1) : 0
  const computed = Math.max(logits, products) + heldRows * batch * reads.embedding + sequences * vocabulary
  return (kvBytes(reads, wanted) ?? 0) + floatBytes * computed
}

/** Keys and values of a context, in bytes; null where the header does not say. */
export function kvBytes({ caches }: ModelReads, wanted: Omit<WantedContext, 'flashAttention'>): number | null {
  if (caches === null) return null
  const batch = batchOf(wanted)
  const types = kvTypesOf(wanted.kvCache) ?? usualCacheTypes
  const length = padded(wanted.contextSize)
  return wanted.sequences * caches.reduce((sum, cache) => sum + bytesOfCache(cache, { length, batch, types }), 0)
}

/** Most tokens that are computed at once. */
export function batchOf({
  batchSize,
  sequences,
  contextSize,
}: Pick<WantedContext, 'batchSize' | 'sequences' | 'contextSize'>): number {
  return batchSize === 'auto' ? Math.min(usualBatchTokens, sequences * contextSize) : batchSize
}

function bytesOfCache(
  cache: LayerCache,
  { length, batch, types }: { readonly length: number; readonly batch: number; readonly types: CacheTypes },
): number {
  // node-llama-cpp makes the batch of a model with windows larger by one.
  const tokens = cache.window === null ? length : Math.min(length, padded(cache.window + batch + 1))
  return cache.kept * tokens * bytesOfToken(cache, types)
}

/** Tokens of a cache that holds so many, a multiple of its step. */
export function padded(tokens: number): number {
  return Math.ceil(tokens / step) * step
}
