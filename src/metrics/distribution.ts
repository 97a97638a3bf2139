import { type IntervalRecord, intervalRecord } from '../record/figure.ts'
import type { IntervalStatistic, PointStatistics, MetricName, MetricUnit } from '../record/metric.ts'
import { effectiveSize, effectiveSizeOfMean, quantileRanksEffective } from '../stats/series/effective-size.ts'
import { groupedSize } from '../stats/series/grouped-size.ts'
import { meanInterval } from '../stats/intervals/mean-interval.ts'
import { momentsOf } from '../stats/moments.ts'
import { quantileSorted } from '../stats/quantiles/quantile.ts'
import { above, type NumberSeries, widened } from '../stats/series/values.ts'
import { metricDefinitions, metricNames } from './definitions.ts'
import { adjustedSeries, completedGroups, completedSeries, type MeasuredColumns } from './series.ts'

/** Confidence of every printed interval: its ends are the one-sided 5 % tests. */
export const intervalConfidence = 0.9

/** One metric of a run. Values are in `unit`; they are NaN when `n` is 0. Percentiles are R-7. */
export interface Distribution extends Points {
  readonly unit: MetricUnit
  /** Sample standard deviation. */
  readonly sd: number
  /**
   * 90 % intervals, wider where neighbouring values are alike; null with no value. An end that the
   * samples cannot bound is null.
   */
  readonly intervals: Readonly<Record<IntervalStatistic, IntervalRecord>> | null
  /** The same statistics with every failed request counted as +infinity; claims judge this one. */
  readonly adjusted: Points & { readonly infinite: number }
}

/** Point statistics as numbers. */
export type Points = { readonly [Key in keyof PointStatistics]: number }

/** Every metric of a run by name; one that was not measured has `n` 0. */
export type Metrics = Readonly<Record<MetricName, Distribution>>

const unbounded = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
/** Percentiles that carry an exact interval. */
const intervalPercentiles = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const

/** Computes every metric of a run. */
export function metricsOf(measured: MeasuredColumns): Metrics {
  return Object.fromEntries(metricNames.map((name) => [name, distributionOf(name, measured)])) as unknown as Metrics
}

function distributionOf(name: MetricName, measured: MeasuredColumns): Distribution {
  const { unit } = metricDefinitions[name]
  const completed = completedSeries(name, measured)
  const sorted = completed.toSorted()
  const withFailed = adjustedSeries(name, measured)
  const adjusted = withFailed === completed ? sorted : withFailed.toSorted()
  return {
    unit,
    ...pointsOf(sorted),
    sd: completed.length > 1 ? Math.sqrt(momentsOf(completed).variance) : Number.NaN,
    intervals: sorted.length === 0 ? null : intervalsOf(completed, sorted, completedGroups(name, measured)),
    adjusted: { ...pointsOf(adjusted), infinite: countInfinite(adjusted) },
  }
}

/** Point statistics of sorted values: R-7 percentiles; NaN where there are none. */
export function pointsOf(sorted: NumberSeries): Points {
  let sum = 0
  for (const value of sorted) sum += value
  return {
    n: sorted.length,
    mean: sorted.length === 0 ? Number.NaN : sum / sorted.length,
    min: quantileSorted(sorted, 0),
    p50: quantileSorted(sorted, 0.5),
    p90: quantileSorted(sorted, 0.9),
    p95: quantileSorted(sorted, 0.95),
    p99: quantileSorted(sorted, 0.99),
    max: quantileSorted(sorted, 1),
  }
}

function intervalsOf(
  values: NumberSeries,
  sorted: NumberSeries,
  groups: Uint32Array | undefined,
): Record<IntervalStatistic, IntervalRecord> {
  const size = groups === undefined ? effectiveSizeOfMean(widened(values)) : groupedSize(values, groups)
  const mean = meanInterval(values, intervalConfidence, size.effective)
  const of = (p: number): IntervalRecord =>
    quantileInterval(sorted, p, intervalConfidence, effectiveSizeAt(values, quantileSorted(sorted, p), groups))
  return {
    mean: intervalRecord(mean ?? unbounded, intervalConfidence),
    p50: of(intervalPercentiles.p50),
    p90: of(intervalPercentiles.p90),
    p95: of(intervalPercentiles.p95),
    p99: of(intervalPercentiles.p99),
  }
}

/** Independent values a series in time order is worth for a quantile: by which values lie above it. */
function effectiveSizeAt(values: NumberSeries, quantile: number, groups: Uint32Array | undefined): number {
  const indicator = above(values, quantile)
  return (groups === undefined ? effectiveSize(Float64Array.from(indicator)) : groupedSize(indicator, groups)).effective
}

/**
 * Exact distribution-free interval of the quantile `p` of an ascending series worth `effective`
 * independent values (all of them when left out): two order statistics. An end the samples cannot
 * bound, or an infinite one, is null.
 */
export function quantileInterval(
  sorted: NumberSeries,
  p: number,
  confidence: number,
  effective: number = sorted.length,
): IntervalRecord {
  const ranks = quantileRanksEffective(sorted.length, effective, p, confidence)
  const value = (rank: number | null): number | null => {
    const ordered = rank === null ? Number.NaN : (sorted[rank - 1] as number)
    return Number.isFinite(ordered) ? ordered : null
  }
  return { low: value(ranks.low), high: value(ranks.high), confidence }
}

function countInfinite(sorted: NumberSeries): number {
  let infinite = 0
  for (const value of sorted) if (value === Number.POSITIVE_INFINITY) infinite++
  return infinite
}
