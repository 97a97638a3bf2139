import { type CachedRequests, isKnownInSum, prefillSpeedOfAll } from './known-in-sum.ts'
import { metrics } from './metrics.ts'
import type { MetricName } from '../record/metric.ts'
import { type NumberSeries, release } from '../stats/series/values.ts'

/** Samples of a run in the order in which they were sent, as its metrics are computed from them. */
export interface MeasuredColumns extends CachedRequests {
  /** Gaps between consecutive chunks, pooled over all completed requests, in milliseconds. */
  readonly gaps: NumberSeries
  /** Number of gaps of each request, in the order of the columns; undefined where nobody knows whose they are. */
  readonly gapCounts?: Uint32Array | undefined
  /** Work of each answered request, by its key in the run; undefined where nobody can tell any more. */
  readonly answers?: (() => ReadonlyMap<string, AnsweredWork>) | undefined
  /** US dollars of each execution of a task, in the order of the columns; undefined where nobody can tell any more. */
  readonly taskUsd?: (() => Float64Array) | undefined
}

/** Work that a request was answered with. */
export interface AnsweredWork {
  readonly outputTokens: number
  /** Number that equal answers have in common. */
  readonly print: number
}

/** A metric with one value a request. */
export type RequestMetric = Exclude<MetricName, 'interChunk'>

/**
 * The value of a metric for each request, in time order; NaN where the request failed or has none.
 * Units as in the metric's definition.
 */
export function rowValues(metric: RequestMetric, measured: MeasuredColumns): Float64Array {
  const { columns, concurrency } = measured
  // Nobody knows which of the requests were spared how much of their input.
  if (isKnownInSum(metric, measured)) return new Float64Array(columns.sent.length).fill(Number.NaN)
  const formula = metrics[metric].of
  const values = new Float64Array(columns.sent.length)
  for (let row = 0; row < values.length; row++) {
    const value = columns.failed[row] === 1 ? Number.NaN : (formula?.(columns, row, concurrency) ?? Number.NaN)
    values[row] = Number.isFinite(value) ? value : Number.NaN
  }
  return values
}

/**
 * The values of a metric over the completed requests of a run, in time order, undefined ones left
 * out; of a metric that is known of all requests together only, that one value. Units as in the metric's definition.
 */
export function completedSeries(metric: RequestMetric, measured: MeasuredColumns): Float64Array
export function completedSeries(metric: MetricName, measured: MeasuredColumns): NumberSeries
export function completedSeries(metric: MetricName, measured: MeasuredColumns): NumberSeries {
  if (metric === 'interChunk') return measured.gaps
  if (isKnownInSum(metric, measured)) return prefillSpeedOfAll(measured)
  return definedOf(rowValues(metric, measured))
}

/**
 * The adjusted value of a metric for each request, in time order: a failed one counts as +infinity where
 * lower is better (a request that never ended took longer than any limit), and as 0 where higher is. NaN
 * where an answered request has no value.
 */
export function adjustedRows(metric: RequestMetric, measured: MeasuredColumns): Float64Array {
  const { failed } = measured.columns
  const worst = worstOf(metric)
  const values = rowValues(metric, measured)
  for (let row = 0; row < values.length; row++) if (failed[row] === 1) values[row] = worst
  return values
}

/** The values that are defined, in the room of all of them. */
function definedOf(values: Float64Array): Float64Array {
  let count = 0
  for (const value of values) if (!Number.isNaN(value)) values[count++] = value
  if (count === values.length) return values
  const defined = values.slice(0, count)
  release(values)
  return defined
}

/**
 * The adjusted series, which claims judge: {@link adjustedRows} without what is undefined, failed requests
 * in their place in time. Of the gaps between chunks a failed request has one; where nobody knows whose gap is whose
 * these are spread evenly among them. A metric no answered request has, has no adjusted series either.
 */
export function adjustedSeries(metric: RequestMetric, measured: MeasuredColumns): Float64Array
export function adjustedSeries(metric: MetricName, measured: MeasuredColumns): NumberSeries
export function adjustedSeries(metric: MetricName, measured: MeasuredColumns): NumberSeries {
  const failures = failuresOf(measured)
  const completed = completedSeries(metric, measured)
  if (failures === 0 || isKnownInSum(metric, measured)) return completed
  if (completed.length === 0 && failures < measured.columns.failed.length) return completed
  if (metric === 'interChunk') return withFailedGaps(completed, failures, measured)
  return definedOf(adjustedRows(metric, measured))
}

/**
 * Numbers of neighbouring values of {@link adjustedSeries} that belong to one request: of the gaps between chunks, as
 * far as it is known whose they are. Undefined where each value is a request's only one.
 */
export function adjustedGroups(metric: MetricName, { columns, gapCounts }: MeasuredColumns): Uint32Array | undefined {
  if (metric !== 'interChunk') return undefined
  return gapCounts?.map((count, row) => (columns.failed[row] === 1 ? 1 : count))
}

/** Numbers of neighbouring values of {@link completedSeries} that belong to one request, as {@link adjustedGroups}. */
export function completedGroups(metric: MetricName, { gapCounts }: MeasuredColumns): Uint32Array | undefined {
  return metric === 'interChunk' ? gapCounts : undefined
}

function withFailedGaps(gaps: NumberSeries, failures: number, measured: MeasuredColumns): NumberSeries {
  const groups = adjustedGroups('interChunk', measured)
  const worst = worstOf('interChunk')
  if (groups === undefined) return spread(gaps, failures, worst)
  const mixed = sameKind(gaps, gaps.length + failures)
  let at = 0
  let next = 0
  for (const [row, count] of groups.entries()) {
    if (measured.columns.failed[row] === 1) mixed[at] = worst
    else mixed.set(gaps.subarray(next, (next += count)), at)
    at += count
  }
  return mixed
}

function worstOf(metric: MetricName): number {
  return metrics[metric].better === 'lower' ? Number.POSITIVE_INFINITY : 0
}

function failuresOf({ columns }: MeasuredColumns): number {
  let failures = 0
  for (const failed of columns.failed) failures += failed
  return failures
}

/** A series with `count` times `value` in it, evenly. */
function spread(series: NumberSeries, count: number, value: number): NumberSeries {
  const mixed = sameKind(series, series.length + count)
  const every = mixed.length / count
  let placed = 0
  for (let index = 0; index < mixed.length; index++) {
    const due = placed < count && index >= Math.floor((placed + 0.5) * every)
    mixed[index] = due ? value : (series[index - placed] as number)
    if (due) placed++
  }
  return mixed
}

/** Room for so many values, each held as those of a series are. */
function sameKind(series: NumberSeries, length: number): NumberSeries {
  return series instanceof Float64Array ? new Float64Array(length) : new Float32Array(length)
}
