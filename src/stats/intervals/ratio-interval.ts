import { momentsOf } from '../moments.ts'
import { studentQuantile } from '../normal.ts'
import { type EffectiveSize, effectiveSizeOfMean } from '../series/effective-size.ts'

/** Interval of the ratio of two sums, and how many independent pairs theirs are worth. */
export interface RatioInterval {
  readonly ratio: number
  /** 0 at least. */
  readonly low: number
  /** +infinity where the pairs cannot bound it. */
  readonly high: number
  readonly size: EffectiveSize
  /** x - ratio y of each pair, whose mean is 0. */
  readonly residuals: Float64Array
}

/** Fewest independent pairs with an interval. */
const fewest = 5

/**
 * Two-sided interval of sum(x) / sum(y) of pairs in time order, for positive x and y of at least 0: Student's t on the
 * residuals x - ratio y, which have the mean 0 (Cochran 1977), worth so many as their autocorrelation leaves, with both
 * ends moved towards the skewness of the residuals (Johnson 1978). Null where sum(y) is 0.
 */
export function ratioInterval(x: Float64Array, y: Float64Array, confidence: number): RatioInterval | null {
  const { mean, n } = momentsOf(y)
  if (!(mean > 0)) return null
  const ratio = momentsOf(x).mean / mean
  const residuals = new Float64Array(x.length)
  for (let pair = 0; pair < residuals.length; pair++) {
    residuals[pair] = (x[pair] as number) - ratio * (y[pair] as number)
  }
  const size = effectiveSizeOfMean(residuals)
  const effective = Math.min(n, Math.floor(size.effective))
  if (effective < fewest) return { ratio, low: 0, high: Number.POSITIVE_INFINITY, size, residuals }
  const { variance, skewRatio } = momentsOf(residuals)
  const reach = studentQuantile((1 + confidence) / 2, effective - 1)
  const error = Math.sqrt(variance / effective) / mean
  const shift = (skewRatio * Math.sqrt(n / effective) * (1 + 2 * reach ** 2)) / 6
  // However skewed they are, the ratio itself lies inside.
  const low = ratio + Math.min(0, shift - reach) * error
  return { ratio, low: Math.max(0, low), high: ratio + Math.max(0, shift + reach) * error, size, residuals }
}
