import { intervalRecord } from '../../record/figure.ts'
import { scoreInterval } from '../../stats/intervals/score-interval.ts'
import { samplesToSeparate } from '../interval.ts'
import { defaultAlpha, type Judgement } from '../judgement.ts'

/** Fewest prompts with which a mean score can be settled. */
const fewestPrompts = 5

/**
 * Judges "the mean score is at least `min`", one value a prompt, by its interval: pass where that lies at or above it,
 * fail where wholly below.
 */
export function judgeScoreAtLeast(
  means: Float64Array,
  min: number,
  alpha: number = defaultAlpha,
): Judgement & { readonly observed: number } {
  const n = means.length
  const observed = means.reduce((sum, value) => sum + value, 0) / n
  const ends = scoreInterval(means, 1 - 2 * alpha)
  const interval = ends === null ? null : intervalRecord(ends, 1 - 2 * alpha)
  const verdict =
    ends === null || n < fewestPrompts
      ? 'inconclusive'
      : ends.low >= min
        ? 'pass'
        : ends.high < min
          ? 'fail'
          : 'inconclusive'
  const separated = verdict === 'inconclusive' ? samplesToSeparate(observed, interval, min, n) : null
  return {
    verdict,
    observed,
    pointHolds: observed >= min,
    interval,
    n,
    effectiveN: n,
    floor: fewestPrompts,
    needed: separated === null ? null : Math.max(separated, fewestPrompts),
    doubts: [],
  }
}
