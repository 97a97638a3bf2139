import * as v from 'valibot'
import { whole, wholeOrZero } from '../../option-check/kinds.ts'
import type { DraftOptions, PromptLookupOptions } from './speculation-options.ts'

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

/** Schemas of the options by which tokens are drafted. */
export const draftSchema: v.GenericSchema<string | DraftOptions> = v.union([
  v.pipe(v.string(), v.minLength(1)),
  v.strictObject({
    model: v.pipe(v.string(), v.minLength(1)),
    maxTokens: v.optional(whole),
    minTokens: v.optional(wholeOrZero),
    minConfidence: v.optional(share),
  }),
])

/** Schema of the option by which tokens are looked up in the prompt. */
export const promptLookupSchema: v.GenericSchema<boolean | PromptLookupOptions> = v.union([
  v.boolean(),
  v.strictObject({ maxTokens: v.optional(whole), minPattern: v.optional(whole) }),
])
