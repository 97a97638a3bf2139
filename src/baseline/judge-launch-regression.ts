import { intervalRecord } from '../record/figure.ts'
import { type LaunchRatio, launchRatio } from '../stats/launches/launch-ratio.ts'
import type { LaunchValue } from '../stats/launches/launch-value.ts'
import { launchRatioByFloor, varianceByFloor } from '../stats/launches/noise-floor.ts'
import { judgeInterval } from '../verdicts/interval.ts'
import { launchesFor } from '../verdicts/launches/judge-launches.ts'
import { defaultAlpha } from '../verdicts/judgement.ts'
import { floorOwner, noiseBand } from './noise-band.ts'
import { type RegressionJudgement, type RegressionRule, regressionLimit } from './regression.ts'

/** Launches of the two sides, and what is known of launches where a side had one only. */
export interface RegressionLaunches {
  readonly ours: readonly LaunchValue[]
  readonly theirs: readonly LaunchValue[]
}

/**
 * Judges a regression with the launch as the unit: where both sides had several by what they differ, else by the
 * machine's noise floor. Null where there is neither, or a launch has no finite value. A band below the noise floor is
 * widened to it.
 * @param n requests of the run
 */
export function judgeLaunchRegression(
  { ours, theirs }: RegressionLaunches,
  n: number,
  rule: RegressionRule,
): RegressionJudgement | null {
  const { better, alpha = defaultAlpha, floor = null } = rule
  const isSeveral = ours.length > 1 && theirs.length > 1
  const confidence = 1 - 2 * alpha
  const estimate = isSeveral
    ? launchRatio(logsOf(ours), logsOf(theirs), confidence)
    : floor === null
      ? null
      : launchRatioByFloor(ours, theirs, floor, confidence)
  if (estimate === null) return null
  const byFloor = floor === null ? null : varianceByFloor([ours, theirs], floor)
  const band = noiseBand(rule, {
    own: estimate,
    // Of several launches the floor says how far they lie apart, and their number how well that is known.
    floor: byFloor === null ? null : { ...byFloor, degrees: isSeveral ? estimate.degrees : byFloor.degrees },
    floorOf: floor === null ? null : floorOwner(floor),
  })
  const limit = regressionLimit(band.judged, better)
  const verdict = judgeInterval(intervalRecord(estimate, confidence), limit, better === 'lower' ? 'below' : 'above')
  const count = Math.min(ours.length, theirs.length)
  return {
    verdict,
    observed: estimate.ratio,
    pointHolds: better === 'lower' ? estimate.ratio < limit : estimate.ratio > limit,
    interval: intervalRecord(estimate, confidence),
    n,
    effectiveN: isSeveral ? ours.length : n,
    floor: 2,
    needed: null,
    neededInBoth: null,
    pValue: estimate.pValue(limit, better === 'lower' ? 'above' : 'below'),
    doubts: [],
    band,
    launches: {
      count,
      needed: verdict === 'inconclusive' ? neededOf(estimate, count, { limit, alpha }) : null,
      ...(isSeveral ? {} : { byFloor: true }),
    },
  }
}

function neededOf(
  { ratio, variance }: LaunchRatio,
  count: number,
  { limit, alpha }: { readonly limit: number; readonly alpha: number },
): number | null {
  return launchesFor(variance * count, { room: Math.abs(Math.log(ratio / limit)), alpha, arms: 2 })
}

function logsOf(launches: readonly LaunchValue[]): Float64Array {
  return Float64Array.from(launches, ({ value }) => value)
}
