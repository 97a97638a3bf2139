import type { PriceCalculation } from '@pydantic/genai-prices'
import { today } from '../../clock.ts'
import { LlmBenchError } from '../../errors.ts'
import type { PriceRecord } from '../../record/money/price.ts'
import { type Price, priceParts, type PricedRequest, type TokenUsage } from '../priced.ts'
import type { PriceOptions } from '../price-options.ts'
import { listPackage, priceList } from './price-list.ts'
import { secondFigure } from './second-list.ts'

/** A model as the price list names it. */
export interface ListedModel {
  readonly provider: string
  readonly model: string
  /** Provider and model in messages and reports. */
  readonly label: string
  /** The error of a model that the list does not have. */
  readonly unknown: (version: string) => LlmBenchError
}

/**
 * The price of a model by the list of the package.
 * @throws LlmBenchError `price-unknown` at once where a service was asked for whose price nobody declared
 */
export function listedPrice(listed: ListedModel, options: PriceOptions = {}): Price {
  const { service = 'standard', factor } = options
  const label = service === 'standard' ? listed.label : `${listed.label}, ${service}`
  if (service !== 'standard' && factor === undefined) {
    throw new LlmBenchError(
      'price-unknown',
      `the ${service} price of ${listed.label} is unknown: ${listPackage} has none; declare a factor on its price, ` +
        `{ service: '${service}', factor: 0.5 }, or a list of your own: ownPrices({ name, models })`,
    )
  }
  return {
    label,
    costOf: (usage) => costOf(listed, label, usage, options),
    tiersAbove: () => tiersOf(calculation(listed, oneToken, options).priced),
  }
}

const oneToken: TokenUsage = { inputTokens: 1, outputTokens: 1, cachedTokens: 0 }

/** Asks for a price now, so that a misspelt model is told where it is named. */
export function assertListed(listed: ListedModel, options: PriceOptions = {}): void {
  calculation(listed, oneToken, options)
}

function costOf(listed: ListedModel, label: string, usage: TokenUsage, options: PriceOptions): PricedRequest {
  const { priced, date, version } = calculation(listed, usage, options)
  const { service = 'standard', factor = 1 } = options
  const since = sinceOf(priced)
  const origin: PriceRecord = {
    provider: priced.provider.name,
    model: priced.model.id,
    date,
    since,
    list: listPackage,
    version,
    service,
    factor: options.factor ?? null,
  }
  // The second list has the prices of today, and no services.
  const dispute = secondFigure({
    provider: listed.provider,
    model: listed.model,
    usage,
    since,
    usd: priced.total_price,
  })
  return {
    usd: priced.total_price * factor,
    parts: priceParts(priced.input_price * factor, priced.output_price * factor),
    label,
    source:
      `price of ${date}${sinceWords(since, options)}, ${listPackage} ${version}` +
      (options.factor === undefined ? '' : `, times ${options.factor} declared${serviceWords(service)}`),
    provenance: 'declared',
    origin,
    ...(dispute === null ? {} : { dispute: { ...dispute, usd: dispute.usd * factor } }),
  }
}

function sinceWords(since: string | null, { asOf }: PriceOptions): string {
  if (since !== null) return ` (in force since ${since})`
  return asOf === undefined ? '' : ' (the only one in the list, which has no dates for it)'
}

function serviceWords(service: string): string {
  return service === 'standard' ? '' : ` for ${service}`
}

interface Calculation {
  readonly priced: PriceCalculation
  readonly date: string
  readonly version: string
}

function calculation(listed: ListedModel, usage: TokenUsage, { asOf }: PriceOptions): Calculation {
  const { calcPrice, version } = priceList()
  // The last instant of the day: a price that begins on it is in force.
  const time = asOf === undefined ? (usage.at ?? today()) : new Date(`${asOf}T23:59:59Z`)
  const { inputTokens, cachedTokens, outputTokens, cacheWriteTokens = 0, reasoningTokens = 0 } = usage
  const priced = calcPrice(
    {
      input_tokens: inputTokens,
      cache_read_tokens: cachedTokens,
      output_tokens: outputTokens,
      ...(cacheWriteTokens > 0 ? { cache_write_tokens: cacheWriteTokens } : {}),
      ...(reasoningTokens > 0 ? { output_reasoning_tokens: reasoningTokens } : {}),
    },
    listed.model,
    { providerId: listed.provider, timestamp: time },
  )
  if (priced === null || priced.provider.id !== listed.provider) throw listed.unknown(version)
  const date = time.toISOString().slice(0, 10)
  assertInForce(priced, date, listed)
  return { priced, date, version }
}

/** The list answers for a day before its first price too, with that one. */
function assertInForce({ model }: PriceCalculation, date: string, { label }: ListedModel): void {
  if (!Array.isArray(model.prices)) return
  const starts = model.prices.map(({ constraint }) => (constraint?.type === 'start_date' ? constraint.start_date : ''))
  const first = starts.toSorted()[0] ?? ''
  if (date >= first) return
  throw new LlmBenchError(
    'price-unknown',
    `the price of ${label} on ${date} is unknown: the first one in ${listPackage} is of ${first}`,
  )
}

function sinceOf({ model, model_price: used }: PriceCalculation): string | null {
  if (!Array.isArray(model.prices)) return null
  const constraint = model.prices.find(({ prices: candidate }) => candidate === used)?.constraint
  return constraint?.type === 'start_date' ? constraint.start_date : null
}

/** Numbers of input tokens above which any of its prices is another. */
function tiersOf({ model_price: used }: PriceCalculation): number[] {
  const starts = Object.values(used).flatMap((of) => (typeof of === 'object' ? of.tiers.map(({ start }) => start) : []))
  return [...new Set(starts)].toSorted((one, other) => one - other)
}
