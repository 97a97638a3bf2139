import type { LlmBenchError } from '../../errors.ts'
import { metricDefinitions } from '../../metrics/definitions.ts'
import type { MetricName } from '../../record/metric.ts'
import { adjustedRows, adjustedSeries, type RequestMetric } from '../../metrics/series.ts'
import type { Subject } from '../../runs/subject.ts'
import { notMeasured } from './measured-run.ts'

/** Why a metric may have no value in a run whose requests were answered. */
const reasons: Readonly<Record<MetricName, string>> = {
  latency: 'no request has both stamps',
  response: 'no request has both stamps',
  ttft: 'the answers did not stream',
  ttfv: 'the answers did not stream, or were reasoning only',
  tpot: 'the answers did not stream, or none had two tokens; ask for maxTokens of at least 2',
  interChunk: 'the answers did not stream, or none came in two chunks',
  decodeSpeed: 'the answers did not stream, or none had two tokens; ask for maxTokens of at least 2',
  prefillSpeed: 'it is only defined for streamed answers at concurrency 1',
}

/**
 * The adjusted series of a metric, in time order, failed requests in their place: +infinity where
 * lower is better, else 0. What claims about it judge.
 *
 * @throws LlmBenchError `not-measured` when the run has no value of it.
 */
export function seriesOf({ measured, live }: Subject, metric: MetricName, matcher: string): Float64Array {
  if (metric === 'interChunk' && !live) {
    throw notMeasured(matcher, 'interChunk is not kept in a stored result; claim it on the run itself')
  }
  const series = adjustedSeries(metric, measured)
  if (series.length === 0) throw withoutValue(metric, matcher)
  return series
}

/**
 * The adjusted value of a metric for each request, in time order; NaN where a request that was
 * answered has none.
 *
 * @throws LlmBenchError `not-measured` when no request of the run has one.
 */
export function adjustedRowsOf({ measured }: Subject, metric: RequestMetric, matcher: string): Float64Array {
  // Where nothing was answered at all, every request failed to be quick, whatever is asked.
  if (adjustedSeries(metric, measured).length === 0) throw withoutValue(metric, matcher)
  return adjustedRows(metric, measured)
}

function withoutValue(metric: MetricName, matcher: string): LlmBenchError {
  return notMeasured(matcher, `${metric} was not measured: ${reasons[metric]}`)
}

/** What one value of a metric's series is. */
export function countedOf(metric: MetricName): string {
  return metric === 'interChunk' ? 'gaps' : 'requests'
}

/** How failed requests entered a series, or nothing when none did. */
export function failureWords(subject: Subject, metric: MetricName): string[] {
  const { failed, attempted } = subject.record.requests
  if (failed === 0) return []
  const counts = metricDefinitions[metric].better === 'lower' ? 'infinite' : '0'
  return [`${failed} of ${attempted} requests failed and count as ${counts}`]
}
