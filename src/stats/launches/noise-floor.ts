import { differenceOf, type Estimate, meanOfLaunches, sumOfVariances, type VariancePart } from './estimate.ts'
import { type LaunchRatio, ratioOfDifference } from './launch-ratio.ts'
import type { LaunchValue } from './launch-value.ts'
import { momentsOf } from '../moments.ts'

/**
 * How far one launch's figure lies from another's although nothing changed, on the scale of logarithms: a variance
 * with its degrees of freedom, from launches of one and the same bench.
 */
export interface NoiseFloor extends VariancePart {
  /** The part of the variance that comes from the requests within a launch; it shrinks with more of them. */
  readonly within: VariancePart
  /** Values a launch that it was measured with. */
  readonly n: number
}

/** The noise floor of launches of one bench; null for fewer than two, or where a value is not finite. */
export function noiseFloorOf(launches: readonly LaunchValue[]): NoiseFloor | null {
  const { n, variance } = momentsOf(Float64Array.from(launches, ({ value }) => value))
  if (n < 2 || !Number.isFinite(variance)) return null
  // A share of 1 / n of each: the mean of the variances, not the variance of a mean.
  const weight = Math.sqrt(1 / n)
  const within = sumOfVariances(launches.map((launch) => ({ ...launch.within, weight })))
  return {
    variance,
    degrees: n - 1,
    within,
    n: launches.reduce((sum, launch) => sum + launch.n, 0) / n,
  }
}

/** Times that a launch's own variance must exceed what the floor expects before it is believed instead. */
const unlike = 2

/**
 * Variance of one launch's figure: so many times the floor's variance, so many times its part within a launch, and
 * what this launch has of its own.
 *
 * With as many values as the floor was measured with it is the floor's own variance, so that Student's t is exact.
 * With fewer the part within a launch grows. With more it shrinks, though never below what it would be were all of
 * it within the launch, which errs to the safe side where launches do not differ.
 */
function sharesOf({ n, within }: LaunchValue, floor: NoiseFloor): { all: number; inside: number; own: VariancePart } {
  const share = floor.n / Math.max(1, n)
  const expected = floor.within.variance * share
  const isUnlike = within.variance > unlike * expected
  const own = { ...within, variance: isUnlike ? within.variance - expected : 0 }
  const isAllInside = share < 1 && floor.variance < floor.within.variance
  return isAllInside ? { all: share, inside: 0, own } : { all: 1, inside: share - 1, own }
}

/**
 * Variance of the difference of the means of arms of which the floor alone says how launches vary: its error is the
 * same one in each.
 */
export function varianceByFloor(arms: readonly (readonly LaunchValue[])[], floor: NoiseFloor): VariancePart {
  const shares = arms.flatMap((arm) =>
    arm.map((launch) => ({ ...sharesOf(launch, floor), weight: 1 / Math.max(1, arm.length) })),
  )
  const total = (of: 'all' | 'inside'): number => shares.reduce((sum, share) => sum + share[of] * share.weight ** 2, 0)
  return sumOfVariances([
    { variance: total('all') * floor.variance, degrees: floor.degrees },
    { variance: total('inside') * floor.within.variance, degrees: floor.within.degrees },
    ...shares.map(({ own: { variance, degrees }, weight }) => ({ variance, degrees, weight })),
  ])
}

/** One launch, whose variance the noise floor tells, as an estimate. */
export function estimateByFloor(launch: LaunchValue, floor: NoiseFloor): Estimate {
  return { value: launch.value, ...varianceByFloor([[launch]], floor) }
}

/**
 * Ratio of two arms of which one or both had a single launch: the noise floor says how far launches lie apart.
 * Where both sides have several launches it is {@link launchRatio}, and the floor is not asked.
 *
 * Of one launch against one, with as many requests as the floor was measured with, the interval covers the ratio in
 * 90 % of comparisons at nominal 90 % (simulated). Null where a value is not finite, or a side has no launch.
 */
export function launchRatioByFloor(
  ours: readonly LaunchValue[],
  theirs: readonly LaunchValue[],
  floor: NoiseFloor,
  confidence: number,
): LaunchRatio | null {
  const [left, right] = [ours[0], theirs[0]]
  if (left === undefined || right === undefined) return null
  if (ours.length === 1 && theirs.length === 1) {
    return ratioOfDifference(
      { value: left.value - right.value, ...varianceByFloor([[left], [right]], floor) },
      confidence,
    )
  }
  const estimateOf = (arm: readonly LaunchValue[], only: LaunchValue): Estimate =>
    meanOfLaunches(Float64Array.from(arm, ({ value }) => value)) ?? estimateByFloor(only, floor)
  return ratioOfDifference(differenceOf(estimateOf(ours, left), estimateOf(theirs, right)), confidence)
}
