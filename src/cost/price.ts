import type { CostPart } from '../record/cost.ts'
import { optionsOf } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { noMore } from '../option-check/no-more.ts'
import { ownPriceSchema } from './own-price-schema.ts'

/** Numbers of tokens of one request; fractions are allowed, since a mean is one. */
export interface TokenUsage {
  /** All input tokens, cached ones included. */
  readonly inputTokens: number
  readonly outputTokens: number
  /** Input tokens that came from a cache. */
  readonly cachedTokens: number
  /** Time of the request, for prices change; now, when left out. */
  readonly at?: Date
}

/** Cost of a request at a price, and the source of the price. */
export interface PricedRequest {
  readonly usd: number
  /** US dollars for input and for output. */
  readonly parts: readonly CostPart[]
  /** Provider and model, or the name given to {@link price}. */
  readonly label: string
  /** Source of the price, and the date it was in force. */
  readonly source: string
  readonly provenance: 'declared'
}

/** A price list of one model. */
export interface Price {
  /** Provider and model, or the name given to {@link price}. */
  readonly label: string
  /** Cost of one request in US dollars. */
  readonly costOf: (usage: TokenUsage) => PricedRequest
}

/** Figures of a price of one's own. */
export interface OwnPrice {
  /** US dollars per million input tokens. */
  readonly inputPerMTok: number
  /** US dollars per million output tokens. */
  readonly outputPerMTok: number
  /** Name in messages and reports. Default `declared price`. */
  readonly name?: string
}

const million = 1_000_000

/**
 * A price of one's own: negotiated, self-hosted, or of a model that is not in the price list. Cached
 * input tokens cost as much as others.
 *
 * @throws LlmBenchError `invalid-option` for a price that is negative or not a number.
 * @example
 * expect(run).toSaveCostVs(price({ inputPerMTok: 0.1, outputPerMTok: 0.4, name: 'our cluster' }), 0.3)
 */
export function price(own: OwnPrice): Price
export function price(own: OwnPrice, ...more: unknown[]): Price {
  noMore('price(options)', more)
  checkOptions(ownPriceSchema, own, { call: optionsOf('price') })
  const { inputPerMTok, outputPerMTok, name = 'declared price' } = own
  return {
    label: name,
    costOf: ({ inputTokens, outputTokens }) => {
      const input = (inputTokens * inputPerMTok) / million
      const output = (outputTokens * outputPerMTok) / million
      return {
        usd: input + output,
        parts: priceParts(input, output),
        label: name,
        source: `declared: ${inputPerMTok} and ${outputPerMTok} USD per million input and output tokens`,
        provenance: 'declared',
      }
    },
  }
}

/** The parts of an API's cost, in US dollars. */
export function priceParts(input: number, output: number): CostPart[] {
  return [
    { label: 'input tokens', value: input, unit: 'USD', provenance: 'declared', derived: false },
    { label: 'output tokens', value: output, unit: 'USD', provenance: 'declared', derived: false },
  ]
}
