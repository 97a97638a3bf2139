import * as v from 'valibot'
import { whole, wholeOrZero } from '../../option-check/kinds.ts'
import { commonEntries } from './preset-options.ts'
import type { LlamaServerSettings } from './shared-options.ts'

/** Schemas of {@link LlamaServerSettings}. */
export const llamaServerEntries: Record<keyof LlamaServerSettings, v.GenericSchema> = {
  contextSize: v.optional(whole),
  parallel: v.optional(whole),
  threads: v.optional(whole),
  gpuLayers: v.optional(v.union([v.literal('max'), wholeOrZero])),
  batchSize: v.optional(whole),
  flashAttention: v.optional(v.union([v.literal('auto'), v.boolean()])),
  cachePrompt: v.optional(v.boolean()),
  metrics: v.optional(v.boolean()),
  seed: v.optional(wholeOrZero),
  ...commonEntries,
}
