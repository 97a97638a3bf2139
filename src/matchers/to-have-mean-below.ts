import { metricDefinitions } from '../metrics/definitions.ts'
import { optionsOf } from '../option-check/call.ts'
import { checkValue } from '../option-check/check-value.ts'
import { noMore } from '../option-check/no-more.ts'
import { limitSchema } from './claims/arguments-schema.ts'
import { metricOptions } from './claims/arguments.ts'
import type { MetricOption } from './claims/metric-option.ts'
import { attemptsOf } from '../worker/attempts.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { judgedMetric, withWords } from './claims/metric-option.ts'
import { meanClaim } from './claims/mean-claim.ts'
import { measuredRun } from './claims/measured-run.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that the mean lies below a limit. One failed request makes the mean infinite, and the
     * claim fail. Judged by the 90 % bootstrap interval of the mean; 20 requests are the fewest with
     * which it can pass.
     *
     * @param limit - In the metric's unit: milliseconds for times, tokens/s for speeds.
     * @param options - `of`: the metric; when left out end-to-end `latency`, of an open load `response`. `accept`:
     * `['simulated']` makes the claim on a simulated target, labelled so.
     * `['estimated']` decides it also on tokens that the server did not count.
     * @throws LlmBenchError `not-measured` when the value is no run or has no such metric, `.not`
     * included; `invalid-option` for a wrong limit or metric.
     * @example
     * expect(run).toHaveMeanBelow(12, { of: 'tpot' })
     */
    toHaveMeanBelow: (limit: number, options?: MetricOption) => R
  }
}

const matcher = 'toHaveMeanBelow'

/** The matcher `expect(run).toHaveMeanBelow(limit, { of })`. */
export const toHaveMeanBelow: Matcher<[limit: number, options?: MetricOption]> = function judge(
  received,
  value,
  options,
  ...more
) {
  const call = optionsOf(matcher, 'limit')
  noMore(call(''), more)
  const { of, accept } = metricOptions(options, call)
  const limit = checkValue(limitSchema(metricDefinitions[of ?? 'latency'].unit), value, `${matcher}(limit)`)
  const subject = measuredRun(received, matcher, accept)
  const { metric, words } = judgedMetric(of, subject.record)
  const { alpha } = attemptsOf(this.task)
  return conclude(this, withWords(meanClaim(subject, { matcher, metric, limit, alpha }), words))
}
