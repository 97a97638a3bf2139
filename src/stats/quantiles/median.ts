import { type NumberSeries, release } from '../series/values.ts'
import { quantileSorted } from './quantile.ts'

/** Median of a series in any order; NaN for an empty one. The input is left as it is. */
export function medianOf(values: NumberSeries): number {
  const sorted = values.toSorted()
  const median = quantileSorted(sorted, 0.5)
  release(sorted)
  return median
}
