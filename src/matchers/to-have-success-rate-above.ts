import { acceptedOf } from './claims/accept.ts'
import type { AcceptOption } from './claims/accept-option.ts'
import { optionsOf } from '../option-check/call.ts'
import { checkValue } from '../option-check/check-value.ts'
import { noMore } from '../option-check/no-more.ts'
import { ratioSchema } from './claims/arguments-schema.ts'
import { attemptsOf } from '../worker/attempts.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { measuredRun } from './claims/measured-run.ts'
import { successRateClaim } from './claims/success-rate-claim.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that more than a share of all requests succeed: were answered with at least one token.
     * Judged by an exact binomial test at 5 %. With no failure 59 requests are the fewest with which
     * 0.95 can pass, 149 for 0.98, 299 for 0.99.
     *
     * @param ratio - 0 or more and below 1.
     * @param options - `accept: ['simulated']` makes the claim on a simulated target, labelled so.
     * @throws LlmBenchError `not-measured` when the value is no run, `.not` included;
     * `invalid-option` for a wrong ratio.
     * @example
     * expect(run).toHaveSuccessRateAbove(0.98)
     */
    toHaveSuccessRateAbove: (ratio: number, options?: AcceptOption) => R
  }
}

const matcher = 'toHaveSuccessRateAbove'

/** The matcher `expect(run).toHaveSuccessRateAbove(ratio)`. */
export const toHaveSuccessRateAbove: Matcher<[ratio: number, options?: AcceptOption]> = function judge(
  received,
  ratio,
  options,
  ...more
) {
  const call = optionsOf(matcher, 'ratio')
  noMore(call(''), more)
  checkValue(ratioSchema, ratio, `${matcher}(ratio)`)
  const { alpha } = attemptsOf(this.task)
  const subject = measuredRun(received, matcher, acceptedOf(options, call))
  return conclude(this, successRateClaim(subject, { matcher, ratio, alpha }))
}
