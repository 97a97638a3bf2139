import type { TargetRecord } from '../record/target.ts'
import { kvCacheName } from './kv-cache.ts'
import { draftName, promptLookupName } from './speculation/speculation-options.ts'
import type { ModelOptions } from './model-options.ts'

/** Options of a load for a record, all that decide the speed of a model: how much memory it might take is none. */
export function speedOptions(options: ModelOptions): NonNullable<TargetRecord['configuration']> {
  const { backend, threads, gpuLayers, contextSize, batchSize, flashAttention, kvCache, mmap } = options
  const draft = draftName(options.draft)
  const promptLookup = promptLookupName(options.promptLookup)
  return {
    backend,
    threads,
    gpuLayers,
    contextSize,
    batchSize,
    flashAttention,
    kvCache: kvCacheName(kvCache),
    mmap,
    ...(draft === null ? {} : { draft }),
    ...(promptLookup === null ? {} : { promptLookup }),
  }
}
