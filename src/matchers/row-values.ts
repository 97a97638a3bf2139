import type { MetricName } from '../metrics/definitions.ts'
import { completedSeries, type MeasuredColumns } from '../metrics/series.ts'
import type { SampleColumns } from '../samples/columns.ts'

/**
 * The value of a metric for each request in time order; NaN where the request failed or has none.
 * The formulas leave such requests out of their series: it is asked for ever shorter stretches until
 * either all of a stretch have a value or none has.
 */
export function rowValues(metric: Exclude<MetricName, 'interChunk'>, measured: MeasuredColumns): Float64Array {
  const { failed } = measured.columns
  const values = new Float64Array(failed.length).fill(Number.NaN)
  const fill = (from: number, to: number): void => {
    const found = completedSeries(metric, { ...measured, columns: stretch(measured.columns, from, to) })
    if (found.length === 0) return
    let answered = 0
    for (let row = from; row < to; row++) if (failed[row] === 0) answered++
    if (found.length < answered) {
      const middle = Math.floor((from + to) / 2)
      fill(from, middle)
      fill(middle, to)
      return
    }
    let next = 0
    for (let row = from; row < to; row++) if (failed[row] === 0) values[row] = found[next++] as number
  }
  fill(0, failed.length)
  return values
}

function stretch(columns: SampleColumns, from: number, to: number): SampleColumns {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]: [string, Float64Array]) => [name, column.subarray(from, to)]),
  ) as unknown as SampleColumns
}
