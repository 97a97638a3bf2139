import type { CostPart } from '../record/cost.ts'
import type { DisputedPriceRecord, PriceRecord } from '../record/money/price.ts'

/** Numbers of tokens of one request; fractions are allowed, since a mean is one. */
export interface TokenUsage {
  /** All input tokens, cached ones and those written to a cache included. */
  readonly inputTokens: number
  /** All output tokens, reasoning included. */
  readonly outputTokens: number
  /** Input tokens that came from a cache. */
  readonly cachedTokens: number
  /** Input tokens that were written to a cache; none, when left out. */
  readonly cacheWriteTokens?: number
  /** Output tokens that were reasoning; where a list has no price of its own for them they cost what others do. */
  readonly reasoningTokens?: number
  /** Time of the request, for prices change; now, when left out. */
  readonly at?: Date
}

/** Cost of a request at a price, and the source of the price. */
export interface PricedRequest {
  readonly usd: number
  /** US dollars for input and for output. */
  readonly parts: readonly CostPart[]
  /** Provider and model, or the name that was given. */
  readonly label: string
  /** Source of the price, and the date it was in force. */
  readonly source: string
  readonly provenance: 'declared'
  /** The source in parts. */
  readonly origin?: PriceRecord
  /** Figure of a second list that disagrees; left out where none does, or none was asked. */
  readonly dispute?: DisputedPriceRecord
}

/** A price list of one model. */
export interface Price {
  /** Provider and model, or the name that was given. */
  readonly label: string
  /** Cost of one request in US dollars. */
  readonly costOf: (usage: TokenUsage) => PricedRequest
  /** Numbers of input tokens above which a request has another price, in rising order; none, when left out. */
  readonly tiersAbove?: () => readonly number[]
}

/** The parts of an API's cost, in US dollars. */
export function priceParts(input: number, output: number): CostPart[] {
  return [
    { label: 'input tokens', value: input, unit: 'USD', provenance: 'declared', derived: false },
    { label: 'output tokens', value: output, unit: 'USD', provenance: 'declared', derived: false },
  ]
}
