import { formatCount, formatNumber, formatShare, formatUsd, none } from '../../../src/figures.ts'
import { usdAmount, usdOfRequests } from '../../../src/money/readable-usd.ts'
import type { CostKind, MoneySideRecord } from '../../../src/record/money/money.ts'
import type { PriceRecord } from '../../../src/record/money/price.ts'
import { intervalName } from '../interval.ts'
import { runLabel } from '../run-label.ts'
import { breakEvenOf, type Sides } from './sides.ts'

const costWords: Readonly<Record<CostKind, string>> = {
  marginal: 'marginal: electricity only',
  full: 'full: electricity, idle power, hardware',
  price: 'price of its tokens',
}

/** The kind of a side's cost, and what it rests on at the weakest. */
export function sideKind({ cost, kind }: MoneySideRecord): string {
  return `${costWords[cost]} (${kind})`
}

/** An amount that follows from a side's cost: at least so much where a part of it is unknown. */
export function sideUsd({ unknown }: MoneySideRecord, usd: number | null): string {
  if (usd === null) return none
  return `${unknown.length === 0 ? '' : 'at least '}${formatUsd(usd)}`
}

/**
 * A side's cost of a request as a person reads it, with its interval.
 * @param like smallest of the costs that it stands beside
 */
export function sideRequest(
  { usdPerRequest, interval, unknown }: MoneySideRecord,
  like: number = usdPerRequest,
): string {
  const text = `${unknown.length === 0 ? '' : 'at least '}${usdOfRequests(usdPerRequest, like)}`
  if (interval === null || usdPerRequest === 0) return text
  const end = (usd: number | null): string => (usd === null ? 'unbounded' : usdAmount(usd, like))
  return `${text} (${intervalName(interval)} ${end(interval.low)} to ${end(interval.high)})`
}

/** The smaller of two sides: both are told of as many requests as it is. */
export function smallerOf({ own, api }: Sides): number {
  return Math.min(own.usdPerRequest, api.usdPerRequest)
}

/** Whose price a side has: provider, date and list with its version. */
export function sidePrice(side: MoneySideRecord): string {
  const { price } = side
  if (price === null) return side.source
  return [[price.provider, price.model].filter((part) => part !== null).join(' '), termsOf(price)].join(', ')
}

/** Date, list and service of a price. */
function termsOf({ date, since, list, version, service, factor }: PriceRecord): string {
  return [
    ...(date === null ? [] : [`price of ${date}`]),
    ...(since === null ? [] : [`in force since ${since}`]),
    [list ?? 'declared', version].filter((part) => part !== null).join(' '),
    ...(service === 'standard' ? [] : [service]),
    ...(factor === null ? [] : [`times ${factor} declared`]),
  ].join(', ')
}

/** A run beside an API in one sentence. */
export function sidesSentence(sides: Sides, width?: number): string {
  const { run, own, api, saving } = sides
  const like = smallerOf(sides)
  const saved = saving < 0 ? `${formatShare(-saving)} dearer` : `${formatShare(saving)} saved`
  // Without a provider, the label has the name of the model in it.
  const price =
    api.price !== null && api.price.provider !== null
      ? sidePrice(api)
      : `${api.label}, ${api.price === null ? api.source : termsOf(api.price)}`
  const kind = own.cost === 'price' ? '' : `${own.cost} cost (${own.kind}), `
  return (
    `${runLabel(run, width)}, ${kind}${sideRequest(own, like)} against ` +
    `${sideRequest(api, like)} (${price}): ${saved}`
  )
}

/** From which use on the machine costs less than the API. */
export function breakEvenSentence(sides: Sides): string {
  const found = breakEvenOf(sides)
  const { label } = sides.api
  if (found === 'unknown') {
    const wayOut = 'llmBench({ hardware: { usd, years, utilization } })'
    return `break-even against ${label}: unknown, nobody declared the machine (${wayOut})`
  }
  if (found === null) return `break-even against ${label}: at no use of this machine, hardware and idle power included`
  return (
    `break-even against ${label}: from ${formatCount(Math.ceil(found.requestsPerDay))} requests a day on, ` +
    `${formatNumber(found.utilization * 100)} % of the machine's time, hardware and idle power included`
  )
}

/** Both figures of a price that two lists do not agree on. */
export function disputeSentence({ api, money: { dispute } }: Sides): string | null {
  if (dispute === null) return null
  return (
    `disputed price of ${api.label}: ${usdOfRequests(api.usdPerRequest)} by ${api.price?.list ?? 'the first list'}, ` +
    `${usdOfRequests(dispute.usd)} by ${dispute.list} ` +
    `(entry of ${dispute.entryDate}, the date of the model and not of its price)`
  )
}
