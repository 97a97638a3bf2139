import * as v from 'valibot'
import { positive, whole } from '../option-check/kinds.ts'

/** Schema of `NormalLengths`; whether they go together is checked afterwards. */
export const normalLengthsSchema: v.GenericSchema = v.strictObject({
  mean: v.pipe(v.number(), v.finite()),
  sd: positive,
  min: v.optional(whole),
  max: v.optional(whole),
})
