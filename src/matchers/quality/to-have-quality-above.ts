import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { checkValue } from '../../option-check/check-value.ts'
import { noMore } from '../../option-check/no-more.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { conclude, type Matcher } from '../claims/claim.ts'
import { qualitySchema } from '../claims/quality/quality-options-schema.ts'
import { scoreClaim } from '../claims/quality/score-claim.ts'
import { scoredRun, scoreToJudge } from '../claims/quality/scored-run.ts'
import { shareSchema } from '../claims/quality/share-schema.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that the quality of a run's answers lies above a score: the mean over prompts of its profile's total, or
     * of the only score, judged by its 90 % interval. Null scores are in no mean and are counted.
     *
     * @param min - From 0 to 1.
     * @param options - `of`: the name of the score; needed where there are several.
     * @throws LlmBenchError `not-measured` when the value is no run, its answers were not scored, or they are of random
     * weights or a simulated target, `.not` included; `invalid-option` for wrong arguments.
     * @example
     * expect(run).toHaveQualityAbove(0.6, { of: 'technical' })
     */
    toHaveQualityAbove: (min: number, options?: QualityOptions) => R
  }
}

/** Options of `toHaveQualityAbove`. */
export interface QualityOptions {
  /** Name of the score: the total of the profile, or the only one, where left out. */
  readonly of?: string | undefined
}

const matcher = 'toHaveQualityAbove'

/** The matcher `expect(run).toHaveQualityAbove(min, { of })`. */
export const toHaveQualityAbove: Matcher<[min: number, options?: QualityOptions]> = function judge(
  received,
  min,
  options = {},
  ...more
) {
  const call = optionsOf(matcher, 'min')
  noMore(call(''), more)
  const { of } = checkOptions(qualitySchema, options, { call })
  checkValue(shareSchema, min, `${matcher}(min)`)
  const { alpha } = attemptsOf(this.task)
  const scored = scoredRun(received, matcher)
  const name = scoreToJudge(scored, of, call('of'))
  return conclude(this, scoreClaim(scored, { matcher, name, relation: 'above', min, alpha }))
}
