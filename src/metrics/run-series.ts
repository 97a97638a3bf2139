import { type MeasuredColumns, rowValues } from './series.ts'
import { sortedBySent } from '../samples/join-columns.ts'

/**
 * Times of a run's requests in milliseconds, in the order they were sent; NaN where a request failed or has
 * no such time.
 */
export interface RunSeries {
  /** When each was sent, in milliseconds from the first. */
  readonly starts: Float64Array
  readonly latencies: Float64Array
  /** Times from the moment each was due, by which an open load is judged. */
  readonly responses: Float64Array
  readonly ttfts: Float64Array
}

/** Series that the chart of a run is drawn from: every request in its place, failed ones too. */
export function runSeries(measured: MeasuredColumns): RunSeries {
  // Columns of an older release are in the order in which requests ended.
  const { concurrency } = measured
  const sent: MeasuredColumns = { columns: sortedBySent(measured.columns), gaps: new Float64Array(), concurrency }
  const zero = sent.columns.sent[0] ?? 0
  return {
    starts: sent.columns.sent.map((moment) => moment - zero),
    latencies: rowValues('latency', sent),
    responses: rowValues('response', sent),
    ttfts: rowValues('ttft', sent),
  }
}
