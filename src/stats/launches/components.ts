import { momentsOf } from '../moments.ts'
import type { LaunchValue } from './launch-value.ts'

/** Variance of a figure by where it comes from, on the scale of logarithms. */
export interface VarianceComponents {
  /** Between launches; 0 where the launches lie no further apart than their requests explain. */
  readonly between: number
  /** Of one request: the figure of a launch of n requests has this over n within the launch. */
  readonly perRequest: number
}

/**
 * Components of the variance of launches' figures (Kalibera and Jones 2013): between launches what is left of the
 * variance of their figures when that within launches is taken off. Null for fewer than two launches, or where a
 * figure is not finite.
 */
export function varianceComponents(launches: readonly LaunchValue[]): VarianceComponents | null {
  const { n, variance } = momentsOf(Float64Array.from(launches, ({ value }) => value))
  if (n < 2 || !Number.isFinite(variance)) return null
  const mean = (of: (launch: LaunchValue) => number): number =>
    launches.reduce((sum, launch) => sum + of(launch), 0) / n
  return {
    between: Math.max(0, variance - mean(({ within }) => within.variance)),
    perRequest: mean(({ within, n: requests }) => within.variance * requests),
  }
}
