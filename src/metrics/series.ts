import type { SampleColumns } from '../samples/columns.ts'
import type { MetricName } from './definitions.ts'

/** What the metrics of a run are computed from. */
export interface MeasuredColumns {
  readonly columns: SampleColumns
  /** Gaps between consecutive chunks, pooled over all completed requests, in milliseconds. */
  readonly gaps: Float64Array
  readonly concurrency: number
}

/** Value of a metric for one completed request; NaN where it is undefined. */
type Formula = (columns: SampleColumns, row: number, concurrency: number) => number

const at = (column: Float64Array, row: number): number => column[row] as number

const tpot: Formula = ({ end, first, outputTokens }, row) =>
  at(outputTokens, row) >= 2 ? (at(end, row) - at(first, row)) / (at(outputTokens, row) - 1) : Number.NaN

const formulas: Readonly<Record<RequestMetric, Formula>> = {
  latency: ({ end, sent }, row) => at(end, row) - at(sent, row),
  response: ({ end, intended }, row) => at(end, row) - at(intended, row),
  ttft: ({ first, sent }, row) => at(first, row) - at(sent, row),
  ttfv: ({ firstVisible, sent }, row) => at(firstVisible, row) - at(sent, row),
  tpot,
  decodeSpeed: (columns, row, concurrency) => 1000 / tpot(columns, row, concurrency),
  prefillSpeed: ({ inputTokens, cachedTokens, first, sent }, row, concurrency) =>
    concurrency === 1
      ? ((at(inputTokens, row) - at(cachedTokens, row)) * 1000) / (at(first, row) - at(sent, row))
      : Number.NaN,
}

/** A metric with one value a request. */
export type RequestMetric = Exclude<MetricName, 'interChunk'>

/**
 * The value of a metric for each request, in time order; NaN where the request failed or has none.
 * Units as in the metric's definition.
 */
export function rowValues(metric: RequestMetric, { columns, concurrency }: MeasuredColumns): Float64Array {
  const formula = formulas[metric]
  return columns.sent.map((_, row) => {
    const value = columns.failed[row] === 1 ? Number.NaN : formula(columns, row, concurrency)
    return Number.isFinite(value) ? value : Number.NaN
  })
}

/**
 * The values of a metric over the completed requests of a run, in time order, undefined ones left
 * out. Units as in the metric's definition.
 */
export function completedSeries(metric: MetricName, measured: MeasuredColumns): Float64Array {
  if (metric === 'interChunk') return measured.gaps
  return rowValues(metric, measured).filter((value) => !Number.isNaN(value))
}

/**
 * The adjusted series: as {@link completedSeries}, with one +infinity for each failed request where
 * lower is better (a request that never ended took longer than any limit) and one 0 where higher is.
 * What percentile claims judge. A metric no completed request has, has no adjusted series either.
 */
export function adjustedSeries(
  metric: MetricName,
  measured: MeasuredColumns,
  better: 'lower' | 'higher',
): Float64Array {
  const completed = completedSeries(metric, measured)
  let failures = 0
  for (const failed of measured.columns.failed) failures += failed
  const answered = measured.columns.failed.length - failures
  if (failures === 0 || (completed.length === 0 && answered > 0)) return completed
  const adjusted = new Float64Array(completed.length + failures)
  adjusted.set(completed)
  adjusted.fill(better === 'lower' ? Number.POSITIVE_INFINITY : 0, completed.length)
  return adjusted
}
