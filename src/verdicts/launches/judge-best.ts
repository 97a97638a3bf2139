import { intervalRecord } from '../../record/figure.ts'
import { differenceOf, type Estimate, intervalOf, pValueBeyond } from '../../stats/launches/estimate.ts'
import type { Judgement } from '../judgement.ts'
import { launchesFor } from './judge-launches.ts'

/** Whether a configuration meets the condition of a claim: surely, surely not, and by its point. */
export interface Meets {
  readonly surely: boolean
  readonly surelyNot: boolean
  readonly point: boolean
}

/** Another configuration beside the one that is claimed to be the best. */
export interface Rival {
  /** Logarithm of its figure over its launches, lower being better; null for one launch. */
  readonly estimate: Estimate | null
  readonly meets: Meets
}

/** A claim that one configuration is the best of several. */
export interface BestClaim {
  readonly mine: Rival
  readonly rivals: readonly Rival[]
  /** Share by which another one may be better. */
  readonly within: number
  /** Launches of the one that has fewest. */
  readonly launches: number
  /** Requests that the configuration made. */
  readonly n: number
  readonly levels: BestLevels
}

/** Error rates of the parts of such a claim. */
export interface BestLevels {
  /** That the claimed one meets the condition. */
  readonly met: number
  /** Of each of the two ways in which a rival is none: that it misses the condition, and that it is worse. */
  readonly beaten: number
  /** Of each of the ways in which the claim is wrong. */
  readonly lost: number
}

/**
 * Error rates by which a claim of the best errs at most at `alpha`, whichever way. It passes only where every part
 * holds, which needs no correction (intersection-union); but a rival is out by either of two tests, that share it. It
 * fails where any rival wins or the one misses the condition: these share it.
 */
export function bestLevels(alpha: number, rivals: number, isConditional: boolean): BestLevels {
  const beaten = isConditional ? alpha / 2 : alpha
  return { met: alpha, beaten, lost: alpha / Math.max(1, rivals + (isConditional ? 1 : 0)) }
}

/** A judged claim of the best, and the place of the rival that it hangs on. */
export interface BestJudgement extends Judgement {
  readonly observed: number
  /** Index of the nearest rival among those that may meet the condition; null where there is none. */
  readonly nearest: number | null
}

/** Judges that no other configuration that meets the condition has a figure better by more than `within`. */
export function judgeBest({ mine, rivals, within, launches, n, levels }: BestClaim): BestJudgement {
  const limit = Math.log1p(within)
  const beside = rivals.map((rival) => besideOf(mine, rival))
  const isOut = rivals.map(
    ({ meets }, index) =>
      meets.surelyNot || (beside[index] !== null && pOf(beside[index], limit, 'below') < levels.beaten),
  )
  const wins = rivals.some(
    ({ meets }, index) => meets.surely && beside[index] !== null && pOf(beside[index], limit, 'above') < levels.lost,
  )
  const holds = mine.meets.surely && isOut.every(Boolean)
  const fails = mine.meets.surelyNot || wins
  const nearest = nearestOf(rivals, beside)
  const difference = nearest === null ? null : (beside[nearest] ?? null)
  const observed = difference === null ? Number.NaN : Math.exp(difference.value)
  const verdict = fails ? 'fail' : holds ? 'pass' : 'inconclusive'
  return {
    verdict,
    observed,
    nearest,
    pointHolds:
      mine.meets.point &&
      rivals.every(({ meets }, index) => !meets.point || (beside[index]?.value ?? Number.POSITIVE_INFINITY) < limit),
    interval: difference === null ? null : ratioInterval(difference, 1 - 2 * levels.beaten),
    n,
    effectiveN: n,
    floor: 2,
    needed: null,
    launches: {
      count: launches,
      needed: verdict === 'inconclusive' ? neededOf(difference, limit, launches, levels) : null,
      option: 'rounds',
    },
    doubts: [],
  }
}

function besideOf({ estimate }: Rival, other: Rival): Estimate | null {
  return estimate === null || other.estimate === null ? null : differenceOf(estimate, other.estimate)
}

function pOf(difference: Estimate | null | undefined, limit: number, side: 'above' | 'below'): number {
  return difference === null || difference === undefined ? 1 : pValueBeyond(difference, limit, side)
}

/** The rival with the best figure, of those that may meet the condition. */
function nearestOf(rivals: readonly Rival[], beside: readonly (Estimate | null)[]): number | null {
  let nearest: number | null = null
  for (const [index, { meets }] of rivals.entries()) {
    const found = beside[index] ?? null
    if (found === null || meets.surelyNot) continue
    if (nearest === null || found.value > (beside[nearest]?.value ?? Number.NEGATIVE_INFINITY)) nearest = index
  }
  return nearest
}

function ratioInterval(difference: Estimate, confidence: number): Judgement['interval'] {
  const { low, high } = intervalOf(difference, confidence)
  return intervalRecord({ low: Math.exp(low), high: Math.exp(high) }, confidence)
}

function neededOf(difference: Estimate | null, limit: number, launches: number, { beaten }: BestLevels): number | null {
  if (difference === null || difference.variance === 0 || difference.value === limit) return null
  const room = Math.abs(difference.value - limit)
  return launchesFor(difference.variance * launches, { room, alpha: beaten, arms: 2 })
}
