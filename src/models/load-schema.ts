import * as v from 'valibot'
import { whole, wholeOrZero } from '../option-check/kinds.ts'
import { kvCacheTypes } from './kv-cache.ts'
import type { ModelLoadOptions } from './model-options.ts'

const wholeOrAuto = v.union([whole, v.literal('auto')])
const kvType = v.picklist(kvCacheTypes)
const flagOrAuto = v.union([v.boolean(), v.literal('auto')])

/** Schema of {@link ModelLoadOptions}. */
export const modelLoadSchema: v.GenericSchema<ModelLoadOptions> = v.strictObject({
  backend: v.optional(v.picklist(['auto', 'metal', 'cuda', 'vulkan', 'cpu'])),
  threads: v.optional(wholeOrAuto),
  gpuLayers: v.optional(v.union([wholeOrZero, v.literal('max')])),
  contextSize: v.optional(wholeOrAuto),
  batchSize: v.optional(wholeOrAuto),
  flashAttention: v.optional(flagOrAuto),
  kvCache: v.optional(v.union([v.picklist([...kvCacheTypes, 'auto']), v.strictObject({ key: kvType, value: kvType })])),
  mmap: v.optional(flagOrAuto),
})
