import { type IntervalRecord, intervalRecord, percentileRecord } from '../record/figure.ts'
import type { IntervalStatistic, PointStatistics, MetricName, MetricUnit } from '../record/metric.ts'
import { type EffectiveSize, effectiveSizeOfMean } from '../stats/series/effective-size.ts'
import { groupedSize } from '../stats/series/grouped-size.ts'
import { type MeanInterval, meanInterval } from '../stats/intervals/mean-interval.ts'
import { percentileInterval } from '../stats/intervals/percentile-interval.ts'
import { momentsOf } from '../stats/moments.ts'
import { quantileSorted } from '../stats/quantiles/quantile.ts'
import { type NumberSeries, release, widened } from '../stats/series/values.ts'
import { metricDefinitions, metricNames } from './definitions.ts'
import { adjustedGroups, adjustedSeries, completedGroups, completedSeries, type MeasuredColumns } from './series.ts'

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
  readonly adjusted: Points & {
    readonly infinite: number
    /** Its intervals; null where it is the series above, for no request failed. */
    readonly intervals: Readonly<Record<IntervalStatistic, IntervalRecord>> | null
  }
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
  // A failed request adds a value to the series: without one it is the same.
  const isSame = withFailed.length === completed.length
  const adjusted = isSame ? sorted : withFailed.toSorted()
  const distribution = {
    unit,
    ...pointsOf(sorted),
    sd: completed.length > 1 ? Math.sqrt(momentsOf(completed).variance) : Number.NaN,
    intervals: sorted.length === 0 ? null : intervalsOf(completed, sorted, completedGroups(name, measured)),
    adjusted: {
      ...pointsOf(adjusted),
      infinite: countInfinite(adjusted),
      intervals: isSame ? null : intervalsOf(withFailed, adjusted, adjustedGroups(name, measured)),
    },
  }
  release(sorted, adjusted)
  // Gaps between chunks are everybody's.
  if (name !== 'interChunk') release(completed)
  if (name !== 'interChunk' || !isSame) release(withFailed)
  return distribution
}

/** Point statistics of sorted values: R-7 percentiles; NaN where there are none. */
export function pointsOf(sorted: NumberSeries): Points {
  let sum = 0
  for (let at = 0; at < sorted.length; at++) sum += sorted[at] as number
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
  const of = (p: number): IntervalRecord =>
    percentileRecord(
      percentileInterval(values, p, intervalConfidence, { sorted, ...(groups === undefined ? {} : { groups }) }),
    )
  return {
    mean: intervalRecord(meanOf(values, groups) ?? unbounded, intervalConfidence),
    p50: of(intervalPercentiles.p50),
    p90: of(intervalPercentiles.p90),
    p95: of(intervalPercentiles.p95),
    p99: of(intervalPercentiles.p99),
  }
}

/** The interval of a mean; null with too few values, and where a failed request makes the mean infinite. */
function meanOf(values: NumberSeries, groups: Uint32Array | undefined): MeanInterval | null {
  if (values.includes(Number.POSITIVE_INFINITY)) return null
  const size = groups === undefined ? sizeOfMean(values) : groupedSize(values, groups)
  return meanInterval(values, intervalConfidence, size.effective)
}

function sizeOfMean(values: NumberSeries): EffectiveSize {
  const wide = widened(values)
  const size = effectiveSizeOfMean(wide)
  if (wide !== values) release(wide)
  return size
}

function countInfinite(sorted: NumberSeries): number {
  let infinite = 0
  for (let at = sorted.length - 1; sorted[at] === Number.POSITIVE_INFINITY; at--) infinite++
  return infinite
}
