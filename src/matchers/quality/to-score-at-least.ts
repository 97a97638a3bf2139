import * as v from 'valibot'
import { checkValue } from '../../option-check/check-value.ts'
import { text } from '../../option-check/kinds.ts'
import { noMore } from '../../option-check/no-more.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { conclude, type Matcher } from '../claims/claim.ts'
import { shareSchema } from '../claims/quality/share-schema.ts'
import { scoreClaim } from '../claims/quality/score-claim.ts'
import { scoredRun } from '../claims/quality/scored-run.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that the mean of a score over the prompts of a run is at least so high. The prompt is the unit: answers to
     * one prompt count as their mean. Judged by the 90 % interval of that mean. Answers whose score is null, or whose
     * scorer failed, are in no mean and are counted; where they are more than 5 % nothing is settled.
     *
     * @param name - Name of the score, as its scorer gives it.
     * @param min - From 0 to 1.
     * @throws LlmBenchError `not-measured` when the value is no run, its answers were not scored, or they are of random
     * weights or a simulated target, `.not` included; `invalid-option` for wrong arguments.
     * @example
     * const run = await bench('summary', { score: [rouge] }, llama.complete(prompts)).run()
     * expect(run).toScoreAtLeast('rouge', 0.4)
     */
    toScoreAtLeast: (name: string, min: number) => R
  }
}

const matcher = 'toScoreAtLeast'
const nameSchema = v.pipe(text, v.description('the name of a score'))

/** The matcher `expect(run).toScoreAtLeast(name, min)`. */
export const toScoreAtLeast: Matcher<[name: string, min: number]> = function judge(received, name, min, ...more) {
  noMore(`${matcher}(name, min)`, more)
  checkValue(nameSchema, name, `${matcher}(name)`)
  checkValue(shareSchema, min, `${matcher}(min)`)
  const { alpha } = attemptsOf(this.task)
  return conclude(this, scoreClaim(scoredRun(received, matcher), { matcher, name, relation: 'at least', min, alpha }))
}
