import { LlmBenchError } from '../../errors.ts'
import { isQuantizedCache, kvTypesOf } from '../../models/kv-cache.ts'
import type { ModelOptions } from '../../models/model-options.ts'

/**
 * Refuses options that llama.cpp cannot join, which it would say in its log only.
 * @throws LlmBenchError `engine-unsupported`
 */
export function assertSupported({ kvCache, flashAttention }: ModelOptions): void {
  const types = kvTypesOf(kvCache)
  if (types === null || flashAttention !== false || !isQuantizedCache(types.value)) return
  throw new LlmBenchError(
    'engine-unsupported',
    `model(spec, { kvCache }): values of type "${types.value}" need flash attention, which option flashAttention ` +
      'turns off: leave flashAttention out, or keep the values in F16',
  )
}
