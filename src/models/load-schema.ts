import * as v from 'valibot'
import { memorySize, whole, wholeOrZero } from '../option-check/kinds.ts'
import { kvCacheTypes } from './kv-cache.ts'
import { draftSchema, promptLookupSchema } from './speculation/speculation-schema.ts'
import type { ModelLoadOptions } from './model-options.ts'

const wholeOrAuto = v.union([whole, v.literal('auto')])
const kvType = v.picklist(kvCacheTypes)
const flagOrAuto = v.union([v.boolean(), v.literal('auto')])

/** Schemas of the values of {@link ModelLoadOptions}. */
export const loadValues: {
  readonly [Name in keyof Required<ModelLoadOptions>]: v.GenericSchema<ModelLoadOptions[Name]>
} = {
  backend: v.picklist(['auto', 'metal', 'cuda', 'vulkan', 'cpu']),
  threads: wholeOrAuto,
  gpuLayers: v.union([wholeOrZero, v.literal('max')]),
  contextSize: wholeOrAuto,
  batchSize: wholeOrAuto,
  flashAttention: flagOrAuto,
  kvCache: v.union([v.picklist([...kvCacheTypes, 'auto']), v.strictObject({ key: kvType, value: kvType })]),
  mmap: flagOrAuto,
  memoryBudget: v.union([v.literal('auto'), memorySize]),
  draft: draftSchema,
  promptLookup: promptLookupSchema,
}

/** Schema of {@link ModelLoadOptions}. */
export const modelLoadSchema: v.GenericSchema<ModelLoadOptions> = v.strictObject({
  backend: v.optional(loadValues.backend),
  threads: v.optional(loadValues.threads),
  gpuLayers: v.optional(loadValues.gpuLayers),
  contextSize: v.optional(loadValues.contextSize),
  batchSize: v.optional(loadValues.batchSize),
  flashAttention: v.optional(loadValues.flashAttention),
  kvCache: v.optional(loadValues.kvCache),
  mmap: v.optional(loadValues.mmap),
  memoryBudget: v.optional(loadValues.memoryBudget),
  draft: v.optional(loadValues.draft),
  promptLookup: v.optional(loadValues.promptLookup),
})
