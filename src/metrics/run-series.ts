import { type MeasuredColumns, rowValues } from './series.ts'
import { sortedBySent } from '../samples/join-columns.ts'

/** The requests of a run in the order they were sent, milliseconds; NaN where a request failed or has no such figure. */
export interface RunSeries {
  readonly latencies: Float64Array
  /** From when each was due: what an open load is judged by. */
  readonly responses: Float64Array
  readonly ttfts: Float64Array
}

/** What the chart of a run is drawn from: every request in its place, failed ones too. */
export function runSeries(measured: MeasuredColumns): RunSeries {
  // Under load requests are read in the order they ended.
  const sent: MeasuredColumns = { ...measured, columns: sortedBySent(measured.columns) }
  return {
    latencies: rowValues('latency', sent),
    responses: rowValues('response', sent),
    ttfts: rowValues('ttft', sent),
  }
}
