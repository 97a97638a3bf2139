import type { MetricOption } from './claims/metric-option.ts'
import { percentileMatcher, type PercentileMatcher } from './claims/percentile-claim.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that the 99th percentile lies below a limit: 99 of 100 requests took less. Failed
     * requests count as +infinity. Judged by an exact binomial test at 5 %; 299 requests are the
     * fewest with which it can pass, and what fewer leave open the option `inconclusive` decides.
     *
     * @param limit - In the metric's unit: milliseconds for times, tokens/s for speeds.
     * @param options - `of`: the metric; when left out end-to-end `latency`, of an open load `response`. `accept`:
     * `['simulated']` makes the claim on a simulated target, labelled so.
     * `['estimated']` decides it also on tokens that the server did not count.
     * @throws LlmBenchError `not-measured` when the value is no run or has no such metric, `.not`
     * included; `invalid-option` for a wrong limit or metric.
     * @example
     * expect(run).toHaveP99Below(50)
     * expect(run).toHaveP99Below(20, { of: 'ttft' })
     */
    toHaveP99Below: (limit: number, options?: MetricOption) => R
  }
}

/** The matcher `expect(run).toHaveP99Below(limit, { of })`. */
export const toHaveP99Below: PercentileMatcher = percentileMatcher('toHaveP99Below', 99)
