import * as v from 'valibot'
import { judgeAtMost } from '../../verdicts/comparison.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { notNegative } from '../../option-check/kinds.ts'
import { formatNumber } from '../../figures.ts'
import { plainText } from '../../plain-text.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { metricEntries } from '../claims/arguments-schema.ts'
import { conclude, type Matcher } from '../claims/claim.ts'
import { comparisonOf } from '../claims/comparison-claim.ts'
import { type MetricOption, judgedMetric, withWords } from '../claims/metric-option.ts'
import { armsOf } from '../claims/paired-runs.ts'
import { slowdownPair } from '../claims/several/slowdown-pair.ts'

/** Options of `toSlowDownBy`. */
export interface SlowDownOptions extends MetricOption {
  /** Share by which it may be slower at the most, 0 or more: 0.5 is half as long again, 1 twice as long. */
  readonly atMost: number
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that a model of several is at most so much slower while others answer too than alone. One 90 % interval of
     * the ratio of medians over neighbouring turns decides: it must lie wholly at or below `1 + atMost`, for speeds at
     * or above `1 / (1 + atMost)`; the claim fails where it lies wholly beyond. Fewer than five rounds settle nothing.
     *
     * @param other - The other model that it is slower for, by its name or handle, a list of them, or `'all'`.
     * Or the run that it is set beside, measured in turns with this one: the one alone.
     * @param options - `atMost`: a share. `of`: the metric; when left out end-to-end `latency`, of an open load
     * `response`. `accept` as of other matchers.
     * @throws LlmBenchError `not-measured` when the value is no model or run of `models(…)`, or that situation was not
     * measured, `.not` included; `invalid-option` for wrong options.
     * @example
     * expect(measured.of('small')).toSlowDownBy('large', { atMost: 0.5 })
     */
    toSlowDownBy: (other: unknown, options: SlowDownOptions) => R
  }
}

const matcher = 'toSlowDownBy'
const schema = v.strictObject({
  ...metricEntries,
  atMost: v.pipe(notNegative, v.description('a share of 0 or more: half as long again is 0.5, twice as long 1')),
})

/** The matcher `expect(model).toSlowDownBy(other, { atMost, of })`. */
export const toSlowDownBy: Matcher<[other: unknown, options: SlowDownOptions]> = function judge(
  received,
  other,
  options,
  ...more
) {
  const call = optionsOf(matcher, 'other')
  noMore(call(''), more)
  const { atMost, of, accept } = checkOptions(schema, options, { call })
  const { ours, theirs } = slowdownPair(received, other, matcher)
  const arms = armsOf(ours, theirs, matcher, accept)
  const { metric, words } = judgedMetric(of, arms.ours.record)
  const claim = comparisonOf(
    arms,
    metric,
    {
      matcher,
      band: atMost,
      judge: judgeAtMost,
      relation: (better, name) =>
        better === 'lower'
          ? { text: `at most ${formatNumber(1 + atMost)} times that of ${name}`, threshold: 1 + atMost }
          : { text: `at least ${formatNumber(1 / (1 + atMost))} times that of ${name}`, threshold: 1 / (1 + atMost) },
    },
    attemptsOf(this.task).alpha,
  )
  const broken = arms.ours.record.together?.missing ?? []
  const doubts = broken.map(({ model }) => `"${plainText(model)}" broke meanwhile, so that fewer models answered`)
  return conclude(this, withWords({ ...claim, doubts: [...(claim.doubts ?? []), ...doubts] }, words))
}
