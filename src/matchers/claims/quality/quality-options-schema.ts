import * as v from 'valibot'
import { text } from '../../../option-check/kinds.ts'

const of = v.optional(v.pipe(text, v.description('the name of a score')))

/** Schema of `QualityOptions`. */
export const qualitySchema: v.GenericSchema<unknown, { readonly of?: string | undefined }> = v.strictObject({ of })

/** Schema of `MaintainOptions`. */
export const maintainSchema: v.GenericSchema<unknown, { readonly of?: string | undefined; readonly margin: number }> =
  v.strictObject({
    of,
    margin: v.pipe(v.number(), v.gtValue(0), v.ltValue(1), v.description('a difference of scores above 0 and below 1')),
  })
