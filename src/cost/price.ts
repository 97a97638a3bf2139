import { checkOptions } from '../option-check/check-options.ts'
import { optionsOf } from '../option-check/call.ts'
import { noMore } from '../option-check/no-more.ts'
import { declaredPrice, type OwnRates } from './own/own-rates.ts'
import { ownPriceSchema } from './own/own-rates-schema.ts'
import type { Price } from './priced.ts'

/** Figures of a price of one's own. */
export interface OwnPrice extends OwnRates {
  /** Name in messages and reports. Default `declared price`. */
  readonly name?: string
}

/**
 * A price of one's own: negotiated, self-hosted, or of a model that is not in the price list. Tokens that were read
 * from a cache, written to one or thought cost as much as others where it does not say otherwise.
 *
 * @throws LlmBenchError `invalid-option` for a price that is negative or not a number.
 * @example
 * expect(run).toSaveCostVs(price({ inputPerMTok: 0.1, outputPerMTok: 0.4, name: 'our cluster' }), 0.3)
 */
export function price(own: OwnPrice): Price
export function price(own: OwnPrice, ...more: unknown[]): Price {
  noMore('price(options)', more)
  checkOptions(ownPriceSchema, own, { call: optionsOf('price') })
  const { name = 'declared price', ...rates } = own
  return declaredPrice(name, rates, {
    provider: null,
    model: name,
    date: null,
    since: null,
    list: null,
    version: null,
    service: 'standard',
    factor: null,
  })
}
