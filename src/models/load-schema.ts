import * as v from 'valibot'
import { whole, wholeOrZero } from '../option-check/kinds.ts'
import type { ModelLoadOptions } from './model-options.ts'

const wholeOrAuto = v.union([whole, v.literal('auto')])
const flagOrAuto = v.union([v.boolean(), v.literal('auto')])

/** Schema of {@link ModelLoadOptions}. */
export const modelLoadSchema: v.GenericSchema<ModelLoadOptions> = v.strictObject({
  backend: v.optional(v.picklist(['auto', 'metal', 'cuda', 'vulkan', 'cpu'])),
  threads: v.optional(wholeOrAuto),
  gpuLayers: v.optional(v.union([wholeOrZero, v.literal('max')])),
  contextSize: v.optional(wholeOrAuto),
  batchSize: v.optional(wholeOrAuto),
  flashAttention: v.optional(flagOrAuto),
  mmap: v.optional(flagOrAuto),
})
