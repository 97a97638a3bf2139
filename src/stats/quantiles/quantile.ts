import type { NumberSeries } from '../series/values.ts'

/**
 * Quantile of an ascending series by linear interpolation: R's type 7 (Hyndman and Fan, 1996), the
 * default of R, NumPy and Excel. `p` in [0, 1]. NaN for an empty series; +infinity where the rank
 * falls on or next to an infinite value.
 */
export function quantileSorted(sorted: NumberSeries, p: number): number {
  const n = sorted.length
  if (n === 0) return Number.NaN
  const rank = (n - 1) * p
  const below = Math.floor(rank)
  const low = sorted[below] as number
  const weight = rank - below
  if (weight === 0) return low
  const high = sorted[below + 1] as number
  // Infinity minus a finite number times a weight is infinite; infinity minus itself is not a number.
  return low === high ? low : low + weight * (high - low)
}
