import type { TokenCounts } from '../samples/sample.ts'
import type { Price } from './price.ts'

/** Prices of a target's tokens in US dollars: a {@link Price} as plain data. */
export interface TokenPrices {
  readonly label: string
  readonly source: string
  readonly usdPerInputToken: number
  readonly usdPerCachedToken: number
  readonly usdPerOutputToken: number
}

/** Number of tokens of a request that a price is read off: no list prices it as a long one. */
const readAt = 1000

/** A price list's prices of one token of each kind, today. */
export function tokenPrices(price: Price): TokenPrices {
  const usd = (inputTokens: number, cachedTokens: number, outputTokens: number): number =>
    price.costOf({ inputTokens, cachedTokens, outputTokens }).usd / readAt
  const { label, source } = price.costOf({ inputTokens: readAt, cachedTokens: 0, outputTokens: readAt })
  return {
    label,
    source,
    usdPerInputToken: usd(readAt, 0, 0),
    usdPerCachedToken: usd(readAt, readAt, 0),
    usdPerOutputToken: usd(0, 0, readAt),
  }
}

/** Cost of one request in US dollars, by the tokens its server counted. */
export function requestUsd(prices: TokenPrices, tokens: TokenCounts): number {
  return inputUsd(prices, tokens) + tokens.output * prices.usdPerOutputToken
}

/** Cost of the input of one request that was counted, as if all of it were new where nobody says what was cached. */
export function inputUsd(prices: TokenPrices, { input, cached }: TokenCounts): number {
  const known = input ?? 0
  const read = Math.min(known, cached ?? 0)
  return (known - read) * prices.usdPerInputToken + read * prices.usdPerCachedToken
}
