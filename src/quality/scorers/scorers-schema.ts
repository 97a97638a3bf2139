import * as v from 'valibot'
import { positive, whole, wholeOrZero } from '../../option-check/kinds.ts'

const flag = v.optional(v.boolean())

/** Schema of `BleuOptions`. */
export const bleuSchema: v.GenericSchema = v.strictObject({
  tokenize: v.optional(v.picklist(['13a', 'intl', 'char', 'none'])),
  smooth: v.optional(v.picklist(['exp', 'floor', 'add-k', 'none'])),
  smoothValue: v.optional(positive),
  lowercase: flag,
  maxOrder: v.optional(whole),
})

/** Schema of `ChrfOptions`. */
export const chrfSchema: v.GenericSchema = v.strictObject({
  charOrder: v.optional(whole),
  wordOrder: v.optional(wholeOrZero),
  beta: v.optional(positive),
  lowercase: flag,
  whitespace: flag,
  epsSmoothing: flag,
})

/** Schema of `RougeOptions`. */
export const rougeSchema: v.GenericSchema = v.strictObject({
  kind: v.optional(v.picklist(['1', '2', 'L', 'Lsum'])),
  of: v.optional(v.picklist(['fmeasure', 'precision', 'recall'])),
  stemmer: flag,
})
