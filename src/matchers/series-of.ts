import { type MetricName, metricDefinitions } from '../metrics/definitions.ts'
import { completedSeries } from '../metrics/series.ts'
import type { Subject } from '../runs/subject.ts'
import { notMeasured } from './measured-run.ts'
import { rowValues } from '../metrics/series.ts'

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
export function seriesOf(subject: Subject, metric: MetricName, matcher: string): Float64Array {
  if (metric === 'interChunk') return gapSeries(subject, matcher)
  return adjustedRows(subject, metric, matcher).filter((value) => !Number.isNaN(value))
}

/**
 * The adjusted value of a metric for each request, in time order; NaN where a request that was
 * answered has none.
 *
 * @throws LlmBenchError `not-measured` when no request of the run has one.
 */
export function adjustedRows(
  { measured }: Subject,
  metric: Exclude<MetricName, 'interChunk'>,
  matcher: string,
): Float64Array {
  const { failed } = measured.columns
  const values = rowValues(metric, measured)
  // Where nothing was answered at all, every request failed to be quick, whatever is asked.
  if (values.every(Number.isNaN) && failed.includes(0)) {
    throw notMeasured(matcher, `${metric} was not measured: ${reasons[metric]}`)
  }
  const worst = worstOf(metric)
  return values.map((value, row) => (failed[row] === 1 ? worst : value))
}

function worstOf(metric: MetricName): number {
  return metricDefinitions[metric].better === 'lower' ? Number.POSITIVE_INFINITY : 0
}

/** Gaps belong to no request's place: those of failed requests are spread evenly among them. */
function gapSeries({ measured, live }: Subject, matcher: string): Float64Array {
  if (!live) {
    throw notMeasured(matcher, 'interChunk is not kept in a stored result; claim it on the run itself')
  }
  const gaps = completedSeries('interChunk', measured)
  const failures = measured.columns.failed.filter((flag) => flag === 1).length
  if (gaps.length === 0 && failures < measured.columns.failed.length) {
    throw notMeasured(matcher, `interChunk was not measured: ${reasons.interChunk}`)
  }
  const series = new Float64Array(gaps.length + failures)
  const every = series.length / Math.max(1, failures)
  let placed = 0
  for (let index = 0; index < series.length; index++) {
    const due = placed < failures && index >= Math.floor((placed + 0.5) * every)
    series[index] = due ? Number.POSITIVE_INFINITY : (gaps[index - placed] as number)
    if (due) placed++
  }
  return series
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
