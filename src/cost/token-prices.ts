import type { PriceRecord } from '../record/money/price.ts'
import type { TokenCounts } from '../samples/sample.ts'
import type { Price, TokenUsage } from './priced.ts'

/** Prices of one token of each kind in US dollars. */
export interface TokenRates {
  readonly usdPerInputToken: number
  readonly usdPerCachedToken: number
  readonly usdPerOutputToken: number
  /** Of input that is written to a cache; left out where it costs what other input does. */
  readonly usdPerCacheWriteToken?: number
  /** Of output that is reasoning; left out where it costs what other output does. */
  readonly usdPerReasoningToken?: number
  /** Of a request, whatever its tokens are; left out where there is none. */
  readonly usdPerRequest?: number
}

/** Prices of a target's tokens in US dollars: a {@link Price} as plain data. */
export interface TokenPrices extends TokenRates {
  readonly label: string
  readonly source: string
  /** The source in parts. Left out by an older release, and by a price that somebody else made. */
  readonly origin?: PriceRecord
  /** Prices of all tokens of a request with more input tokens than so many, in rising order; none, when left out. */
  readonly tiers?: readonly (TokenRates & { readonly aboveInputTokens: number })[]
}

/** Number of tokens of a request that a price is read off: no list prices it as a long one. */
const readAt = 1000

/** A price list's prices of one token of each kind, today, and those of long requests. */
export function tokenPrices(price: Price): TokenPrices {
  const { label, source, origin } = price.costOf({ inputTokens: readAt, cachedTokens: 0, outputTokens: readAt })
  const tiers = (price.tiersAbove?.() ?? []).map((aboveInputTokens) =>
    Object.assign({ aboveInputTokens }, ratesAt(price, Math.max(readAt, aboveInputTokens + 1))),
  )
  return {
    label,
    source,
    ...(origin === undefined ? {} : { origin }),
    ...ratesAt(price, readAt),
    ...(tiers.length === 0 ? {} : { tiers }),
  }
}

/** Prices of a token in a request with so many of them. */
function ratesAt(price: Price, inputTokens: number): TokenRates {
  const usd = (usage: Partial<TokenUsage>): number =>
    price.costOf({ inputTokens, cachedTokens: 0, outputTokens: 0, ...usage }).usd
  const usdPerRequest = price.costOf({ inputTokens: 0, cachedTokens: 0, outputTokens: 0 }).usd
  // Beside no input at all, where no tier needs some: the difference of two sums would lose digits.
  const beside = inputTokens === readAt ? { inputTokens: 0 } : {}
  const perToken = (usage: Partial<TokenUsage>): number =>
    (usd({ ...beside, ...usage, outputTokens: readAt }) - usd(beside)) / readAt
  const usdPerInputToken = (usd({}) - usdPerRequest) / inputTokens
  const usdPerCachedToken = (usd({ cachedTokens: inputTokens }) - usdPerRequest) / inputTokens
  const usdPerOutputToken = perToken({})
  const written = (usd({ cacheWriteTokens: inputTokens }) - usdPerRequest) / inputTokens
  const thought = perToken({ reasoningTokens: readAt })
  return {
    usdPerInputToken,
    usdPerCachedToken,
    usdPerOutputToken,
    ...(isSame(written, usdPerInputToken) ? {} : { usdPerCacheWriteToken: written }),
    ...(isSame(thought, usdPerOutputToken) ? {} : { usdPerReasoningToken: thought }),
    ...(usdPerRequest > 0 ? { usdPerRequest } : {}),
  }
}

/** Whether two prices differ by no more than the digits that their sums lose. */
function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(one, other)
}

/** Prices of the tokens of a request with so much input: its own, for a tier is reached by a request. */
export function ratesFor(prices: TokenPrices, inputTokens: number): TokenRates {
  return prices.tiers?.findLast(({ aboveInputTokens }) => inputTokens > aboveInputTokens) ?? prices
}

/** Cost of one request in US dollars, by the tokens its server counted. */
export function requestUsd(prices: TokenPrices, tokens: TokenCounts): number {
  return inputUsd(prices, tokens) + outputUsd(prices, tokens)
}

/**
 * Cost of the input of one request that was counted, as if all of it were new where nobody says what was cached, and
 * of the request itself where that has a price.
 */
export function inputUsd(prices: TokenPrices, { input, cached, written }: TokenCounts): number {
  const known = input ?? 0
  const { usdPerInputToken, usdPerCachedToken, usdPerCacheWriteToken, usdPerRequest } = ratesFor(prices, known)
  const read = Math.min(known, cached ?? 0)
  const kept = Math.min(known - read, written ?? 0)
  return (
    (known - read - kept) * usdPerInputToken +
    read * usdPerCachedToken +
    kept * (usdPerCacheWriteToken ?? usdPerInputToken) +
    (usdPerRequest ?? 0)
  )
}

/** Cost of the output of one request; reasoning that nobody told apart costs what other output does. */
export function outputUsd(prices: TokenPrices, { input, output, reasoning }: TokenCounts): number {
  const { usdPerOutputToken, usdPerReasoningToken } = ratesFor(prices, input ?? 0)
  const thought = usdPerReasoningToken === undefined ? 0 : Math.min(output, reasoning ?? 0)
  return (output - thought) * usdPerOutputToken + thought * (usdPerReasoningToken ?? 0)
}
