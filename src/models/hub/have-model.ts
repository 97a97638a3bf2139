import { LlmBenchError } from '../../errors.ts'
import { findCached, type CachedModel } from '../hub-cache/find-cached.ts'
import { readableCaches } from '../hub-cache/place.ts'
import type { HuggingFaceSpec } from '../hugging-face-spec.ts'
import { pullModel, type PullOptions } from './pull.ts'

/**
 * The files of a model of the hub: those in a cache, whoever fetched them and without a network, else fetched now.
 * @throws LlmBenchError as `pullModel` does
 */
export async function haveModel(spec: HuggingFaceSpec, options: PullOptions): Promise<CachedModel> {
  const caches = [...new Set([options.cache, ...readableCaches()])]
  const cached = findCached(caches, spec)
  if (cached !== null) return cached
  try {
    return await pullModel(spec, options)
  } catch (error) {
    // Nobody can say now which quantization the hub would choose: the one that is there may well be it.
    const other =
      error instanceof LlmBenchError && error.code === 'model-download'
        ? findCached(caches, spec, { orAny: true })
        : null
    if (other === null) throw error
    return other
  }
}
