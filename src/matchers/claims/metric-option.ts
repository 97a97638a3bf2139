import type { AcceptOption } from './accept-option.ts'
import type { Claim } from './settled-claim.ts'
import type { MetricName } from '../../record/metric.ts'
import type { RunRecord } from '../../record/run.ts'
import { usualMetric, usualMetricWords } from '../../verdicts/usual-metric.ts'

/** Options that name the metric a matcher judges, and the grounds its claim may rest on. */
export interface MetricOption extends AcceptOption {
  /**
   * Name of the metric; when left out `latency` (end to end), of an open load `response`.
   *
   * - `latency` (ms): from the send of a request to the end of its answer
   * - `response` (ms): from when a request was due, so that it hides no waiting
   * - `ttft` (ms): time to first token; of an answer that streams
   * - `ttfv` (ms): time to first visible token; reasoning is none
   * - `tpot` (ms): time per output token after the first
   * - `interChunk` (ms): gaps between the chunks of an answer, pooled over all requests
   * - `decodeSpeed` (tokens/s): 1000 / `tpot` of each request
   * - `prefillSpeed` (tokens/s): input tokens that were not cached / `ttft`; of one client
   */
  readonly of?: MetricName
}

/** Metric that a claim is about. */
export interface JudgedMetric {
  readonly metric: MetricName
  /** Sentences for the message; none where the metric was named, or is the usual one. */
  readonly words: readonly string[]
}

/** The metric that an option names, and the load's own where it names none. */
export function judgedMetric(of: MetricName | undefined, record: Pick<RunRecord, 'load'>): JudgedMetric {
  if (of !== undefined) return { metric: of, words: [] }
  return { metric: usualMetric(record), words: usualMetricWords(record, "{ of: 'latency' }") }
}

/** The same claim with sentences below its details. */
export function withWords(claim: Claim, words: readonly string[]): Claim {
  return { ...claim, details: (negated, inDoubt) => [...claim.details(negated, inDoubt), ...words] }
}
