import type { MetricName } from '../record/metric.ts'
import type { RunRecord } from '../record/run.ts'

/**
 * The metric that is judged where nobody names one: `latency`, of an open load `response`. Its requests are due whether
 * the target keeps up or not, and the wait of those that it does not is in no latency.
 */
export function usualMetric({ load }: Pick<RunRecord, 'load'>): MetricName {
  return load.kind === 'open' ? 'response' : 'latency'
}

/** A sentence that says so where it is not latency; none where it is. */
export function usualMetricWords(run: Pick<RunRecord, 'load'>, wayOut: string): string[] {
  if (usualMetric(run) === 'latency') return []
  return [`response counts from the moment each request was due, as an open load is judged; ${wayOut} leaves waits out`]
}
