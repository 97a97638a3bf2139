import { normalCdf } from '../normal.ts'
import { quantileSorted } from '../quantiles/quantile.ts'

/**
 * The end of a BCa interval (Efron 1987) at `z` standard errors, bias correction included, from ascending resampled
 * values. The correction for skewness, z / (1 - acceleration z), has a pole: at it and beyond nothing bounds the
 * statistic on that side, and no more do resamples where less than one in all of them would lie beyond the end. Such
 * an end is infinite.
 */
export function acceleratedEnd(draws: Float64Array, bias: number, acceleration: number, z: number): number {
  const shrink = 1 - acceleration * z
  const beyond = z > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  if (!(shrink > 0)) return beyond
  const tail = normalCdf(bias + z / shrink)
  const rare = 1 / draws.length
  return (z > 0 ? 1 - tail : tail) < rare ? beyond : quantileSorted(draws, tail)
}
