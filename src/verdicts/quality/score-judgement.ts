import { intervalRecord } from '../../record/figure.ts'
import { scoreInterval } from '../../stats/intervals/score-interval.ts'
import { samplesToSeparate } from '../interval.ts'
import { defaultAlpha, type Judgement } from '../judgement.ts'

/** Fewest prompts with which a mean score can be settled. */
const fewestPrompts = 5

/** Whether a score at the limit fulfils the claim. */
export type ScoreRelation = 'at least' | 'above'

/**
 * Judges "the mean score is at least `min`", or above it, one value a prompt, by its interval: pass where that lies
 * wholly on the claimed side, fail where wholly on the other.
 */
export function judgeScore(
  means: Float64Array,
  min: number,
  relation: ScoreRelation,
  alpha: number = defaultAlpha,
): Judgement & { readonly observed: number } {
  const n = means.length
  const holds = (score: number): boolean => (relation === 'above' ? score > min : score >= min)
  const observed = means.reduce((sum, value) => sum + value, 0) / n
  const ends = scoreInterval(means, 1 - 2 * alpha)
  const interval = ends === null ? null : intervalRecord(ends, 1 - 2 * alpha)
  const verdict =
    ends === null || n < fewestPrompts
      ? 'inconclusive'
      : holds(ends.low)
        ? 'pass'
        : holds(ends.high)
          ? 'inconclusive'
          : 'fail'
  const separated = verdict === 'inconclusive' ? samplesToSeparate(observed, interval, min, n) : null
  return {
    verdict,
    observed,
    pointHolds: holds(observed),
    interval,
    n,
    effectiveN: n,
    floor: fewestPrompts,
    needed: separated === null ? null : Math.max(separated, fewestPrompts),
    doubts: [],
  }
}
