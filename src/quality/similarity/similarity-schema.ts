import * as v from 'valibot'
import { milliseconds, text } from '../../option-check/kinds.ts'

/** Schema of the options of `embeddingSimilarity`. */
export const similaritySchema: v.GenericSchema = v.strictObject({
  to: v.optional(v.picklist(['expected', 'input'])),
  name: v.optional(text),
  timeout: v.optional(milliseconds),
})
