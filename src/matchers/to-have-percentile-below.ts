import * as v from 'valibot'
import { checkValue } from '../option-check/check-value.ts'
import type { MetricOption } from './claims/metric-option.ts'
import type { Matcher } from './claims/claim.ts'
import { claimPercentileBelow } from './claims/percentile-claim.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that any percentile lies below a limit, as {@link toHaveP95Below} does for the 95th.
     *
     * @param percentile - In per cent, above 0 and below 100: `99.9`.
     * @param limit - In the metric's unit: milliseconds for times, tokens/s for speeds.
     * @param options - `of`: the metric; when left out end-to-end `latency`, of an open load `response`. `accept`:
     * `['simulated']` makes the claim on a simulated target, labelled so.
     * `['estimated']` decides it also on tokens that the server did not count.
     * @throws LlmBenchError `not-measured` when the value is no run or has no such metric, `.not`
     * included; `invalid-option` for a wrong percentile, limit or metric.
     * @example
     * expect(run).toHavePercentileBelow(99.9, 400, { of: 'ttft' })
     */
    toHavePercentileBelow: (percentile: number, limit: number, options?: MetricOption) => R
  }
}

const matcher = 'toHavePercentileBelow'
const percentileSchema = v.pipe(
  v.number(),
  v.gtValue(0),
  v.ltValue(100),
  v.description('a number above 0 and below 100: the 95th is 95'),
)

/** The matcher `expect(run).toHavePercentileBelow(percentile, limit, { of })`. */
export const toHavePercentileBelow: Matcher<[percentile: number, limit: number, options?: MetricOption]> =
  function judge(received, percentile, limit, options, ...more) {
    const asked = checkValue(percentileSchema, percentile, `${matcher}(percentile)`)
    const before = ['percentile']
    return claimPercentileBelow(this, { matcher, percentile: asked, received, limit, options, more, before })
  }
