import type { IntervalRecord } from '../../src/record/figure.ts'
import type { IntervalStatistic, MetricRecord } from '../../src/record/metric.ts'
import { samplesToBound } from '../../src/stats/intervals/samples-to-bound.ts'
import { formatCount, formatConfidence, formatNumber, none } from '../../src/figures.ts'

const quantiles: Readonly<Record<IntervalStatistic, number | null>> = {
  mean: null,
  p50: 0.5,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
}

/** An end in words: `needs 59` where so many samples could bound it. `end` says which one, `outside` its share. */
function endText(
  interval: IntervalRecord,
  end: 'low' | 'high',
  { outside, n }: { readonly outside: number | null; readonly n: number },
): string {
  const value = interval[end]
  if (value !== null && Number.isFinite(value)) return formatNumber(value)
  if (isInfinite(interval, end)) return 'infinite'
  if (outside === null) return 'unbounded'
  const needed = samplesToBound(outside, interval.confidence)
  return n < needed ? `needs ${formatCount(needed)}` : 'unbounded'
}

function isInfinite({ infinite = [] }: IntervalRecord, end: 'low' | 'high'): boolean {
  return infinite.includes(end)
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
  if (interval.low === null && interval.high === null && statistic === 'mean') return none
  return endsText(interval, statistic, n)
}

function endsText(interval: IntervalRecord, statistic: IntervalStatistic, n: number): string {
  const quantile = quantiles[statistic]
  const low = endText(interval, 'low', { outside: quantile === null ? null : 1 - quantile, n })
  return `[${low}, ${endText(interval, 'high', { outside: quantile, n })}]`
}

/** A percentile in which failed requests count, with its interval: `45.2 [41.0, infinite]`; none where none failed. */
export function formatWithFailures({ adjusted }: MetricRecord, statistic: Exclude<IntervalStatistic, 'mean'>): string {
  const { n, infinite } = adjusted
  const interval = adjusted.intervals?.[statistic] ?? null
  if (infinite === 0 && interval === null) return none
  const value = adjusted[statistic]
  const figure = value === null ? 'infinite' : formatNumber(value)
  return interval === null ? figure : `${figure} ${endsText(interval, statistic, n)}`
}

/**
 * An interval of a figure that is no percentile of this file's, a rate for example; an open end
 * prints as the samples `needed` where that is known.
 */
export function formatRange(interval: IntervalRecord | null, needed: number | null = null): string {
  if (interval === null) return none
  if (interval.low === null && interval.high === null && interval.infinite === undefined) return none
  const open = needed === null ? 'unbounded' : `needs ${formatCount(needed)}`
  const ends = (['low', 'high'] as const).map((end) => {
    const value = interval[end]
    if (value !== null) return formatNumber(value)
    return isInfinite(interval, end) ? 'infinite' : open
  })
  return `[${ends.join(', ')}]`
}

/** A figure with its interval beside it: `41.2 [40.1, 42.3]`. */
export function withInterval(figure: string, interval: string): string {
  return interval === none || figure === none ? figure : `${figure} ${interval}`
}

/** Name of an interval by its confidence: `90 % interval`. */
export function intervalName(interval: IntervalRecord | null | undefined): string {
  return interval ? `${formatConfidence(interval.confidence)} interval` : 'interval'
}
