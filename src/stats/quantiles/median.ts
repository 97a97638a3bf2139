import type { Values } from '../series/values.ts'
import { quantileSorted } from './quantile.ts'

/** Median of a series in any order; NaN for an empty one. The input is left as it is. */
export function medianOf(values: Values): number {
  return quantileSorted(values.toSorted(), 0.5)
}
