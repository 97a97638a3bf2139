import { formatUsd, none } from '../../src/figures.ts'
import type { CostRecord } from '../../src/record/cost.ts'
import { withInterval } from './interval.ts'

/** Whether a cost is that of its tokens by a price list; else it is of the machine that computed them. */
export function isTokenPriced({ basis }: CostRecord): boolean {
  return basis === 'tokens'
}

/** Basis of a cost, in a few words that stand in parentheses. */
export function costBasis(cost: CostRecord): string {
  if (!isTokenPriced(cost)) return cost.kind
  return [
    'at the declared price',
    ...(cost.kind === 'declared' ? [] : [`tokens ${cost.kind}`]),
    ...cost.unknown.map((what) => `${what} unknown`),
  ].join(', ')
}

/** An amount that follows from a cost: `at least 0.12 USD` where nobody counted a part of what it is paid for. */
export function costText({ unknown }: CostRecord, usd: number): string {
  return unknown.length === 0 ? formatUsd(usd) : `at least ${formatUsd(usd)}`
}

/** A cost of a request with its interval, where it has one: `$0.012 [$0.0118, $0.0124]`. */
export function requestText(cost: CostRecord): string {
  const { usdPerRequest, interval } = cost
  // A record of an older release has none.
  const range =
    interval === null || interval === undefined ? none : `[${endText(interval.low)}, ${endText(interval.high)}]`
  return withInterval(costText(cost, usdPerRequest), range)
}

function endText(usd: number | null): string {
  return usd === null ? 'unbounded' : formatUsd(usd)
}
