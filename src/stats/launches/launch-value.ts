import { momentsOf } from '../moments.ts'
import { quantileSorted } from '../quantiles/quantile.ts'
import { effectiveSize, effectiveSizeOfMean } from '../series/effective-size.ts'
import type { VariancePart } from './estimate.ts'

/** One launch, as a comparison of launches needs it: one figure, and how far that figure is off within the launch. */
export interface LaunchValue {
  /** Logarithm of the launch's median, mean or rate; infinite or NaN where that is 0, infinite or unknown. */
  readonly value: number
  /** Variance of `value` were the same launch asked as often again: of its requests alone. */
  readonly within: VariancePart
  /** Values that the figure is of. */
  readonly n: number
}

/** Normal quantile of the two order statistics between which the error of a median is read. */
const reach = 1.645

/**
 * The logarithm of a launch's median. Its variance within the launch is read from the distance of the order
 * statistics that bound the median at 90 %, as many as the series in time order is worth; that distance is itself
 * an estimate, of about 0.8 sqrt(n) degrees of freedom.
 */
export function logMedian(values: Float64Array): LaunchValue {
  const sorted = values.toSorted()
  const n = sorted.length
  const median = n === 0 ? Number.NaN : quantileSorted(sorted, 0.5)
  const worth = Math.max(1, effectiveSize(values.map((value) => (value > median ? 1 : 0))).effective)
  const share = reach / (2 * Math.sqrt(worth))
  const rank = (p: number): number => Math.min(n - 1, Math.max(0, Math.round(p * (n - 1))))
  const [low, high] = [sorted[rank(0.5 - share)] ?? Number.NaN, sorted[rank(0.5 + share)] ?? Number.NaN]
  const error = Math.log(high / low) / (2 * reach)
  return { value: Math.log(median), within: { variance: error ** 2, degrees: (reach / 2) * Math.sqrt(worth) }, n }
}

/** The logarithm of a launch's mean, with the variance of as many independent values as the series is worth. */
export function logMean(values: Float64Array): LaunchValue {
  const { n, mean, variance } = momentsOf(values)
  const worth = Math.max(2, effectiveSizeOfMean(values).effective)
  return { value: Math.log(mean), within: { variance: variance / worth / mean ** 2, degrees: worth - 1 }, n }
}
