import * as v from 'valibot'
import { text } from '../../option-check/kinds.ts'
import { named } from '../../option-check/named.ts'
import { daySchema } from '../day-schema.ts'
import { ownRates } from './own-rates-schema.ts'

const service = v.optional(v.strictObject(ownRates))

/** Schema of `OwnPriceList`. */
export const ownListSchema: v.GenericSchema = v.strictObject({
  name: text,
  date: v.optional(daySchema),
  models: named(v.string(), v.strictObject({ ...ownRates, batch: service, flex: service })),
})
