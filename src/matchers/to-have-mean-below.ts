import { metricDefinitions } from '../metrics/definitions.ts'
import { quantileSorted } from '../stats/quantile.ts'
import { judgeMeanBelow } from '../verdicts/mean.ts'
import { type MetricOption, metricOf, positive } from './arguments.ts'
import { conclude, type Matcher } from './claim.ts'
import { figure, figureBeside } from './format.ts'
import { measuredRun } from './measured-run.ts'
import { countedOf, failureWords, seriesOf } from './series-of.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that the mean lies below a limit. One failed request makes the mean infinite, and the
     * claim fail. Judged by the 90 % bootstrap interval of the mean; 20 requests are the fewest with
     * which it can pass.
     *
     * @param limit - In the metric's unit: milliseconds for times, tokens/s for speeds.
     * @param options - `of`: the metric; end-to-end `latency` when left out.
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
export const toHaveMeanBelow: Matcher<[limit: number, options?: MetricOption]> = function judge(received, value, options) {
  const metric = metricOf(options, matcher)
  const { unit } = metricDefinitions[metric]
  const limit = positive(value, matcher, `the limit in ${unit}`)
  const subject = measuredRun(received, matcher)
  const series = seriesOf(subject, metric, matcher)
  const judgement = judgeMeanBelow(series, limit)
  const text = figureBeside(judgement.observed, limit)
  return conclude(this, {
    matcher,
    subject,
    metric,
    unit,
    what: `mean of ${metric}`,
    relation: `below ${limit} ${unit}`,
    threshold: limit,
    judgement,
    observed: Number.isFinite(judgement.observed) ? `${text} ${unit}` : text,
    provenance: subject.record.provenance,
    counted: countedOf(metric),
    details: () => [shapeWords(series, unit), ...failureWords(subject, metric)],
  })
}

/** What a mean alone hides. */
function shapeWords(series: Float64Array, unit: string): string {
  const sorted = series.toSorted()
  const [median, slow, most] = [0.5, 0.95, 1].map((p) => figure(quantileSorted(sorted, p)))
  return `median ${median}, p95 ${slow}, max ${most} ${unit}`
}
