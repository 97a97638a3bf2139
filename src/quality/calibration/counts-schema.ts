import * as v from 'valibot'
import { whole, wholeOrZero } from '../../option-check/kinds.ts'

const found = v.strictObject({ found: wholeOrZero, of: whole })

/** Schema of a judge's sensitivity and specificity as counts. */
export const discernmentSchema: v.GenericSchema = v.strictObject({ sensitivity: found, specificity: found })

/** Schema of verdicts as counts. */
export const countsSchema: v.GenericSchema = v.strictObject({ good: wholeOrZero, n: whole })
