import * as v from 'valibot'
import { notNegative, whole } from '../../option-check/kinds.ts'

type Optional = v.GenericSchema<number | undefined>

type RatesEntries = {
  readonly inputPerMTok: v.GenericSchema<number>
  readonly outputPerMTok: v.GenericSchema<number>
  readonly cachedPerMTok: Optional
  readonly cacheWritePerMTok: Optional
  readonly reasoningPerMTok: Optional
}

const perMillion: v.GenericSchema<number> = v.pipe(
  notNegative,
  v.description('US dollars per million tokens, 0 or more'),
)

const rates: RatesEntries = {
  inputPerMTok: perMillion,
  outputPerMTok: perMillion,
  cachedPerMTok: v.optional(perMillion),
  cacheWritePerMTok: v.optional(perMillion),
  reasoningPerMTok: v.optional(perMillion),
}

const tier = v.strictObject({
  aboveInputTokens: v.pipe(whole, v.description('a whole number of input tokens')),
  ...rates,
})

/** Schemas of `OwnRates`. */
export const ownRates: RatesEntries & { readonly tiers: v.GenericSchema } = {
  ...rates,
  tiers: v.optional(v.array(tier)),
}

/** Schema of `OwnPrice`. */
export const ownPriceSchema: v.GenericSchema = v.strictObject({ ...ownRates, name: v.optional(v.string()) })
