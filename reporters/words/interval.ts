import type { ClaimRecord } from '../../src/record/claim.ts'
import type { IntervalRecord } from '../../src/record/figure.ts'
import type { IntervalStatistic, MetricRecord } from '../../src/record/metric.ts'
import { formatCount, formatConfidence, formatNumber, none, withFailures } from '../../src/figures.ts'

const quantiles: Readonly<Record<IntervalStatistic, number | null>> = {
  mean: null,
  p50: 0.5,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
}

/** Fewest samples with which the exact test can bound this side of a percentile. */
function samplesToBound(outside: number, confidence: number): number {
  return Math.ceil(Math.log((1 - confidence) / 2) / Math.log(outside) - 1e-9)
}

function endText(
  value: number | null,
  outside: number | null,
  { confidence, n, open }: { readonly confidence: number; readonly n: number; readonly open: string },
): string {
  if (value !== null && Number.isFinite(value)) return formatNumber(value)
  if (outside === null) return open
  const needed = samplesToBound(outside, confidence)
  return n < needed ? `needs ${formatCount(needed)}` : open
}

/**
 * An interval for a percentile or mean of n samples: `[40.1, 42.3]`. An end the samples cannot bound
 * prints as the number that could: `[40.1, needs 59]`.
 */
export function formatInterval(
  interval: IntervalRecord | null | undefined,
  statistic: IntervalStatistic,
  n: number,
): string {
  if (interval === null || interval === undefined) return none
  const { low, high, confidence } = interval
  if (low === null && high === null && statistic === 'mean') return none
  const quantile = quantiles[statistic]
  const ends = { confidence, n, open: 'unbounded' }
  const lowText = endText(low, quantile === null ? null : 1 - quantile, ends)
  return `[${lowText}, ${endText(high, quantile, ends)}]`
}

/**
 * A percentile in which failed requests count, with its interval: `45.2 [41.0, infinite]`. An end that so many samples
 * could bound is infinite, for failed requests are beyond it. None where no request failed.
 */
export function formatWithFailures({ adjusted }: MetricRecord, statistic: Exclude<IntervalStatistic, 'mean'>): string {
  const { n, infinite } = adjusted
  const interval = adjusted.intervals?.[statistic] ?? null
  if (infinite === 0 && interval === null) return none
  const value = adjusted[statistic]
  const figure = value === null ? 'infinite' : formatNumber(value)
  if (interval === null) return figure
  const { low, high, confidence } = interval
  const quantile = quantiles[statistic] as number
  const lowOpen = value === null ? 'infinite' : 'unbounded'
  const highOpen = infinite > 0 ? 'infinite' : 'unbounded'
  const lowText = endText(low, 1 - quantile, { confidence, n, open: lowOpen })
  return `${figure} [${lowText}, ${endText(high, quantile, { confidence, n, open: highOpen })}]`
}

/**
 * An interval of a figure that is no percentile of this file's, a rate for example; an open end
 * prints as the samples `needed` where that is known.
 */
export function formatRange(interval: IntervalRecord | null, needed: number | null = null): string {
  if (interval === null || (interval.low === null && interval.high === null)) return none
  const open = needed === null ? 'unbounded' : `needs ${formatCount(needed)}`
  const ends = [interval.low, interval.high].map((end) => (end === null ? open : formatNumber(end)))
  return `[${ends.join(', ')}]`
}

/** The interval of what was claimed. Where failed requests count, an end of a time that is open is infinite. */
export function claimRange({ interval, needed, text, unit, observed }: ClaimRecord): string {
  if (interval === null || unit !== 'ms' || !text.includes(withFailures)) return formatRange(interval, needed)
  const { low, high } = interval
  const lowText = low === null ? (observed === null ? 'infinite' : 'unbounded') : formatNumber(low)
  const highOpen = needed === null ? 'infinite' : `needs ${formatCount(needed)}`
  return `[${lowText}, ${high === null ? highOpen : formatNumber(high)}]`
}

/** A figure with its interval beside it: `41.2 [40.1, 42.3]`. */
export function withInterval(figure: string, interval: string): string {
  return interval === none || figure === none ? figure : `${figure} ${interval}`
}

/** Name of an interval by its confidence: `90 % interval`. */
export function intervalName(interval: IntervalRecord | null | undefined): string {
  return interval ? `${formatConfidence(interval.confidence)} interval` : 'interval'
}
