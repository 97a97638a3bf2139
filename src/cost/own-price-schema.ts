import * as v from 'valibot'
import { notNegative } from '../option-check/kinds.ts'

const perMillion = v.pipe(notNegative, v.description('US dollars per million tokens, 0 or more'))

/** Schema of `OwnPrice`. */
export const ownPriceSchema: v.GenericSchema = v.strictObject({
  inputPerMTok: perMillion,
  outputPerMTok: perMillion,
  name: v.optional(v.string()),
})
