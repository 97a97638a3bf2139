import type { LlmBenchError } from '../../errors.ts'
import { formatCount, withFailures } from '../../figures.ts'
import { metricDefinitions } from '../../metrics/definitions.ts'
import type { MetricName } from '../../record/metric.ts'
import { whyWithout } from '../../metrics/items/why-without.ts'
import {
  adjustedGroups,
  adjustedRows,
  adjustedSeries,
  type MeasuredColumns,
  type RequestMetric,
} from '../../metrics/series.ts'
import { shiftedSamples } from '../../metrics/time-shift.ts'
import { widened } from '../../stats/series/values.ts'
import type { Subject } from '../../runs/subject.ts'
import { notMeasured } from './measured-run.ts'

/**
 * The adjusted series of a metric, which claims about it judge: in time order, failed requests in their
 * place, +infinity where lower is better, else 0.
 *
 * @throws LlmBenchError `not-measured` when the run has no value of it.
 */
export function seriesOf(subject: Subject, metric: MetricName, matcher: string): Float64Array {
  const { live } = subject
  if (metric === 'interChunk' && !live) {
    throw notMeasured(matcher, 'interChunk is not kept in a stored result; claim it on the run itself')
  }
  const series = adjustedSeries(metric, samplesFor(subject, metric))
  if (series.length === 0) throw withoutValue(subject, metric, matcher)
  return widened(series)
}

/** Numbers of values of a series that belong to one request; undefined where each is a request's only one. */
export function groupsOf(subject: Subject, metric: MetricName): Uint32Array | undefined {
  return adjustedGroups(metric, subject.measured)
}

/**
 * The adjusted value of a metric for each request, in time order; NaN where a request that was
 * answered has none.
 *
 * @throws LlmBenchError `not-measured` when no request of the run has one.
 */
export function adjustedRowsOf(subject: Subject, metric: RequestMetric, matcher: string): Float64Array {
  const measured = samplesFor(subject, metric)
  // Where nothing was answered at all, every request failed to be quick, whatever is asked.
  if (adjustedSeries(metric, measured).length === 0) throw withoutValue(subject, metric, matcher)
  return adjustedRows(metric, measured)
}

function samplesFor({ measured, shift }: Subject, metric: MetricName): MeasuredColumns {
  return shift === undefined ? measured : shiftedSamples(measured, metric, shift)
}

function withoutValue({ record }: Subject, metric: MetricName, matcher: string): LlmBenchError {
  return notMeasured(matcher, `${metric} was not measured: ${whyWithout(metric, record)}`)
}

/** Word for the values of a metric's series. */
export function countedOf(metric: MetricName): string {
  return metric === 'interChunk' ? 'gaps' : 'requests'
}

/** Words behind the name of a figure in which failed requests count; none where no request failed. */
export function failuresIncluded({ record }: Subject): string {
  return record.requests.failed > 0 ? withFailures : ''
}

/** A sentence that tells how failed requests entered a series; empty when none did. */
export function failureWords(subject: Subject, metric: MetricName): string[] {
  const { failed, attempted } = subject.record.requests
  if (failed === 0) return []
  const counts = metricDefinitions[metric].better === 'lower' ? 'infinite' : '0'
  return [`${formatCount(failed)} of ${formatCount(attempted)} requests failed and count as ${counts}`]
}
