import * as v from 'valibot'
import { positive, text } from '../../../option-check/kinds.ts'
import { priceOf } from '../money/price-of.ts'
import type { DeclaredApi } from './declared-api.ts'

const score = v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('a score from 0 to 1'))

/** Schema of `DeclaredApi`. */
export const declaredApiSchema: v.GenericSchema<unknown, DeclaredApi> = v.strictObject({
  name: v.pipe(text, v.description('a name for messages and reports')),
  date: v.optional(v.pipe(v.string(), v.isoDate(), v.description('a day such as "2026-10-01"'))),
  price: v.optional(
    v.pipe(
      v.custom<NonNullable<DeclaredApi['price']>>((price) => priceOf(price) !== null),
      v.description('a price such as openai or price({ inputPerMTok, outputPerMTok })'),
    ),
  ),
  usdPerRequest: v.optional(v.pipe(positive, v.description('US dollars above 0'))),
  scores: v.optional(v.pipe(v.record(v.string(), score), v.description('scores by name, such as { judge: 0.8 }'))),
})
