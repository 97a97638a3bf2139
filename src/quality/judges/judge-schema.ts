import * as v from 'valibot'
import { milliseconds, text, whole, wholeOrZero } from '../../option-check/kinds.ts'

const usual = {
  name: v.optional(text),
  repeats: v.optional(wholeOrZero),
  timeout: v.optional(milliseconds),
  maxTokens: v.optional(whole),
}

/** Schemas of the options of `judge` and `judgePairs`. */
export const judgeSchemas: Readonly<Record<'judge' | 'pairs', v.GenericSchema>> = {
  judge: v.strictObject({
    ...usual,
    question: text,
    yes: v.optional(text),
    no: v.optional(text),
    levels: v.optional(
      v.pipe(v.array(text), v.minLength(2), v.maxLength(10), v.description('2 to 10 levels in words, the worst first')),
    ),
    reference: v.optional(v.boolean()),
    calibration: v.optional(v.looseObject({})),
  }),
  pairs: v.strictObject({
    ...usual,
    question: v.optional(text),
    against: v.optional(v.function()),
  }),
}
