import * as v from 'valibot'
import { milliseconds, text, whole } from '../../option-check/kinds.ts'

/** Schema of `AdapterOptions`. */
export const adapterSchema: v.GenericSchema = v.strictObject({
  name: v.optional(v.pipe(text, v.description('a name'))),
  call: v.optional(v.picklist(['object', 'promptfoo'])),
  signature: v.optional(text),
  timeout: v.optional(milliseconds),
  concurrency: v.optional(whole),
})
