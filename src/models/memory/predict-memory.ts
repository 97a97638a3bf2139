import type { MemoryPredictionRecord } from '../../record/target.ts'
import type { KvCache } from '../kv-cache.ts'
import { batchOf, kvBytes, padded } from '../reads/context-bytes.ts'
import type { ModelReads } from '../reads/model-reads.ts'
import { repackedBytes } from './repacked-bytes.ts'
import type { WeightsMemory } from './weights-memory.ts'

/** A model as far as the memory that it takes depends on it. */
export interface PredictedModel {
  readonly weights: WeightsMemory
  /** Null where its header does not say what it keeps of a token. */
  readonly reads: ModelReads | null
}

/** How a model is loaded, as far as its memory depends on it. */
export interface PredictedLoad {
  readonly mmap: boolean
  readonly batchSize: number | 'auto'
  readonly kvCache: KvCache | 'auto'
  readonly flashAttention: boolean | 'auto'
  /** Instructions that the engine uses; see `cpuFeatures`. */
  readonly features: ReadonlySet<string>
}

/** A context that is made. */
export interface PredictedContext {
  readonly sequences: number
  /** Tokens that each sequence can hold. */
  readonly contextSize: number
  /** Tokens of the longest prompt that is evaluated in it; 0 for a context in which nothing was yet. */
  readonly longestPrompt: number
}

const floatBytes = 4
/** Rows of a token between layers that are held at once, as measured: in the feed-forward part, in attention. */
const heldRows = { feedForward: 6, attention: 1 } as const
/** Products of queries and keys that it holds at once without flash attention: before and after the softmax. */
const heldProducts = 2
/**
 * Memory that a process takes for a model beside its weights, as measured in one with `steadyMemory`: a start, and a
 * part for each token of the vocabulary and for each pair that its tokenizer merges.
 */
const engineStart = 10.5e6
const tokenBytes = 330
const mergeBytes = 270

/**
 * Memory that a model on the processor takes beyond its process before the load, in bytes of physical memory: weights
 * (mapped from the file; repacked once more beside that, or copied), keys and values, what a batch computes in (as much
 * of it as is touched), and the engine's own tables, the vocabulary above all.
 */
export function predictMemory(
  { weights, reads }: PredictedModel,
  load: PredictedLoad,
  contexts: readonly PredictedContext[],
): MemoryPredictionRecord | null {
  const repacked = repackedBytes(weights, load.features)
  let kv = 0
  let compute = 0
  for (const context of contexts) {
    const bytes = reads === null ? null : kvBytes(reads, { ...context, ...load })
    if (bytes === null) return null
    kv += bytes
    compute += computeBytes(weights, reads?.caches ?? [], load, context)
  }
  const parts = {
    mappedBytes: load.mmap ? weights.tensorBytes : 0,
    copiedBytes: load.mmap ? 0 : weights.tensorBytes - repacked,
    repackedBytes: repacked,
    kvBytes: kv,
    computeBytes: compute,
    engineBytes: engineStart + tokenBytes * weights.vocabulary + mergeBytes * weights.merges,
  }
  return { ...parts, totalBytes: Object.values(parts).reduce((sum, bytes) => sum + bytes, 0) }
}

/** Memory of a model and of another one in the same process that drafts for it: the engine starts once. */
export function withDraft(model: MemoryPredictionRecord, draft: MemoryPredictionRecord): MemoryPredictionRecord {
  const draftBytes = draft.totalBytes - engineStart
  return {
    mappedBytes: model.mappedBytes + draft.mappedBytes,
    copiedBytes: model.copiedBytes + draft.copiedBytes,
    repackedBytes: model.repackedBytes + draft.repackedBytes,
    kvBytes: model.kvBytes + draft.kvBytes,
    computeBytes: model.computeBytes + draft.computeBytes,
    engineBytes: model.engineBytes + draft.engineBytes - engineStart,
    draftBytes,
    totalBytes: model.totalBytes + draftBytes,
  }
}

/** Memory that is touched where a batch is computed; llama.cpp reserves more, for probabilities of every token. */
function computeBytes(
  { embedding, feedForward, vocabulary }: WeightsMemory,
  caches: readonly { readonly heads: number }[],
  { batchSize, flashAttention }: PredictedLoad,
  { sequences, contextSize, longestPrompt }: PredictedContext,
): number {
  const batch = batchOf({ batchSize, sequences, contextSize })
  const rows = Math.min(batch, sequences * longestPrompt)
  const heads = caches.reduce((most, cache) => Math.max(most, cache.heads), 0)
  const inFeedForward = rows * (feedForward + heldRows.feedForward * embedding)
  const products = sequences === 1 ? largestProduct(longestPrompt, batch) : rows * padded(longestPrompt)
  const inAttention =
    flashAttention === false ? heldProducts * heads * products + heldRows.attention * rows * embedding : 0
  return floatBytes * (Math.max(inFeedForward, inAttention) + sequences * vocabulary)
}

/** Queries times keys of the batch of a prompt in which there are most: the last full one, or the rest behind it. */
function largestProduct(prompt: number, batch: number): number {
  const full = Math.floor(prompt / batch) * batch
  return Math.max(Math.min(full, batch) * padded(full), (prompt - full) * padded(prompt))
}
