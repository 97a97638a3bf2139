import type { ModelPrice, Provider } from '@pydantic/genai-prices'
import { listPackage, priceList } from './price-list.ts'
import { secondList, secondPackage, type SecondEntry } from './second-list.ts'

/** One price of a model in the list, for a kind of token or work. */
export interface KnownRate {
  /** Name in the list, such as `input_mtok`: per million tokens. */
  readonly name: string
  readonly usd: number
  /** Prices of requests with more input tokens than so many. */
  readonly tiers: readonly { readonly aboveInputTokens: number; readonly usd: number }[]
}

/** Prices of a model that hold together. */
export interface KnownPeriod {
  /** Day they are in force since, or hours of the day; null where the list has no date. */
  readonly since: string | null
  readonly rates: readonly KnownRate[]
}

/** All that is known of a model's prices. */
export interface KnownPrices {
  readonly provider: string
  readonly providerId: string
  readonly model: string
  readonly list: string
  readonly periods: readonly KnownPeriod[]
  /** Where the list says it has them from. */
  readonly sources: readonly string[]
  /** Words of the second list; null where it is not installed, or does not have the model. */
  readonly second: (SecondEntry & { readonly list: string }) | null
}

/**
 * All that is known of a model's prices; null where the list does not have it.
 * @param provider as the list names it; by the model's name, when null
 */
export function knownPrices(model: string, provider: string | null): KnownPrices | null {
  const { calcPrice, version } = priceList()
  const found = calcPrice(
    { input_tokens: 1, output_tokens: 1 },
    model,
    provider === null ? {} : { providerId: provider },
  )
  if (found === null) return null
  const { model: listed, provider: whose } = found
  const periods = Array.isArray(listed.prices) ? listed.prices : [{ prices: listed.prices, constraint: undefined }]
  const second = secondList()
  const entry = second?.entryOf(whose.id, listed.id) ?? null
  return {
    provider: whose.name,
    providerId: whose.id,
    model: listed.id,
    list: `${listPackage} ${version}`,
    periods: periods.map(({ constraint, prices }) => ({ since: sinceWords(constraint), rates: ratesOf(prices) })),
    sources: sourcesOf(whose),
    second: entry === null || second === null ? null : { ...entry, list: `${secondPackage} ${second.version}` },
  }
}

function sourcesOf({ pricing_urls: urls }: Provider): readonly string[] {
  return urls ?? []
}

type Constraint =
  | { readonly type: 'start_date'; readonly start_date: string }
  | { readonly type: 'time_of_date'; readonly start_time: string; readonly end_time: string }

function sinceWords(constraint: Constraint | undefined): string | null {
  if (constraint === undefined) return null
  return constraint.type === 'start_date'
    ? constraint.start_date
    : `${constraint.start_time} to ${constraint.end_time} of each day`
}

function ratesOf(prices: ModelPrice): KnownRate[] {
  return Object.entries(prices).flatMap(([name, of]): KnownRate[] => {
    if (of === undefined) return []
    if (typeof of === 'number') return [{ name, usd: of, tiers: [] }]
    return [
      { name, usd: of.base, tiers: of.tiers.map(({ start, price }) => ({ aboveInputTokens: start, usd: price })) },
    ]
  })
}
