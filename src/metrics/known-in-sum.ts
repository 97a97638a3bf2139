import type { MetricName } from '../record/metric.ts'
import type { SampleColumns } from '../samples/columns.ts'

/** Requests of a run, and what is known of their cached input in sum. */
export interface CachedRequests {
  readonly columns: SampleColumns
  readonly concurrency: number
  /** Share of the input tokens that came from a cache where only their sum is known; null or left out elsewhere. */
  readonly cachedShare?: number | null | undefined
}

/** Whether a metric has one value for all requests together, and none for each, as the server's counters tell it. */
export function isKnownInSum(metric: MetricName, { cachedShare }: Pick<CachedRequests, 'cachedShare'>): boolean {
  return metric === 'prefillSpeed' && (cachedShare ?? null) !== null
}

/**
 * Prefill speed in tokens/s over all requests that have one: the input tokens that were not cached, which is a share of
 * all, over the time to first token of all. Empty where no request has one.
 */
export function prefillSpeedOfAll({ columns, concurrency, cachedShare }: CachedRequests): Float64Array {
  const { inputTokens, hiddenTokens, first, sent, failed } = columns
  let tokens = 0
  let milliseconds = 0
  for (const [row, input] of inputTokens.entries()) {
    const ttft = (first[row] as number) - (sent[row] as number)
    // Hidden reasoning is decoded before the first token: that time is no prefill.
    if (failed[row] === 1 || (hiddenTokens[row] as number) > 0 || !Number.isFinite(input) || !(ttft > 0)) continue
    tokens += input
    milliseconds += ttft
  }
  if (concurrency !== 1 || milliseconds === 0) return new Float64Array()
  return Float64Array.of((tokens * (1 - (cachedShare ?? 0)) * 1000) / milliseconds)
}
