import * as v from 'valibot'
import { positive } from '../option-check/kinds.ts'
import { daySchema } from './day-schema.ts'
import type { PriceOptions } from './price-options.ts'

/** Schema of `PriceOptions`. */
export const priceOptionsSchema: v.GenericSchema<unknown, PriceOptions> = v.strictObject({
  asOf: v.optional(daySchema),
  service: v.optional(v.picklist(['standard', 'batch', 'flex'])),
  factor: v.optional(v.pipe(positive, v.description('a number above 0: 0.5 for half of the price'))),
}) as never
