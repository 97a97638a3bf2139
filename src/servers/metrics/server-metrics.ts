import type { MetricsKind } from '../server-spec.ts'

/** Sum and number of what a server observed, so that the mean of a window can be taken. */
export interface Observed {
  readonly sum: number
  readonly count: number
}

/**
 * What a server says of its own work since it was started: counters that only grow. Null is what a
 * server does not say.
 */
export interface ServerMetrics {
  readonly server: MetricsKind
  /** When they were read, in milliseconds of CLOCK_MONOTONIC. */
  readonly at: number
  /** Significant digits that counters are printed with; null for all. */
  readonly digits: number | null
  /** Finished requests. */
  readonly requests: number | null
  /** Tokens of prompts, reused ones included. */
  readonly promptTokens: number | null
  /** Of them reused from a cache. */
  readonly cachedTokens: number | null
  readonly generatedTokens: number | null
  /** Evaluating prompts. llama-server: time of the engine; vLLM: summed over requests. */
  readonly promptSeconds: number | null
  /** Generating after the first token, summed over requests. */
  readonly decodeSeconds: number | null
  /** Waiting for a place in the batch. */
  readonly queueSeconds: Observed | null
  readonly ttftSeconds: Observed | null
  /** Time per output token, of each request. */
  readonly tpotSeconds: Observed | null
  /** Gaps between tokens. */
  readonly interTokenSeconds: Observed | null
  readonly latencySeconds: Observed | null
  /** Requests that lost their place in the batch to others. */
  readonly preemptions: number | null
  /** Steps of the engine, and requests that were in the batch, summed over them. */
  readonly batchedRequests: Observed | null
}
