import type { ModelOptions } from '../model-options.ts'
import { usualBatchTokens } from '../reads/context-bytes.ts'
import type { PredictedContext, PredictedLoad } from './predict-memory.ts'

/** Context that a model gets at first, in tokens, where nobody says. */
export const firstContextSize = 512

/** Whether a model may run on the processor: only a GPU that is named by its backend rules it out. */
export function isOnProcessor({ backend }: Pick<ModelOptions, 'backend'>): boolean {
  return backend === 'cpu' || backend === 'auto'
}

/** How the options load a model on a processor with these instructions. */
export function predictedLoad(
  { mmap, batchSize, kvCache, flashAttention }: ModelOptions,
  features: ReadonlySet<string>,
): PredictedLoad {
  return { mmap: mmap !== false, batchSize, kvCache, flashAttention, features }
}

/** How a drafting model is loaded beside the one with these options: what concerns contexts is left to the engine. */
export function predictedDraftLoad({ mmap }: ModelOptions, features: ReadonlySet<string>): PredictedLoad {
  return { mmap: mmap !== false, batchSize: 'auto', kvCache: 'auto', flashAttention: 'auto', features }
}

/** The context that a model begins with. */
export function firstContext({ contextSize }: ModelOptions): PredictedContext {
  const tokens = contextSize === 'auto' ? firstContextSize : contextSize
  return { sequences: 1, contextSize: tokens, longestPrompt: Math.min(tokens, usualBatchTokens) }
}
