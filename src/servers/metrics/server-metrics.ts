import type { MetricsKind } from '../server-spec.ts'

/** Sum and number of a server's observations, so that the mean of a window can be taken. */
export interface Observed {
  readonly sum: number
  readonly count: number
}

/**
 * A server's counters of its own work since it was started, which only grow; null where it does not tell
 * one.
 */
export interface ServerMetrics {
  readonly server: MetricsKind
  /** Moment they were read at, in milliseconds of CLOCK_MONOTONIC. */
  readonly at: number
  /** Significant digits that counters are printed with; null for all. */
  readonly digits: number | null
  /** Number of finished requests. */
  readonly requests: number | null
  /** Number of prompt tokens, reused ones included. */
  readonly promptTokens: number | null
  /** Number of these that were reused from a cache. */
  readonly cachedTokens: number | null
  readonly generatedTokens: number | null
  /** Time of evaluating prompts. llama-server: time of the engine; vLLM: summed over requests. */
  readonly promptSeconds: number | null
  /** Time of generating after the first token, summed over requests. */
  readonly decodeSeconds: number | null
  /** Wait of each request for a place in the batch. */
  readonly queueSeconds: Observed | null
  readonly ttftSeconds: Observed | null
  /** Time per output token, of each request. */
  readonly tpotSeconds: Observed | null
  /** Gaps between tokens. */
  readonly interTokenSeconds: Observed | null
  readonly latencySeconds: Observed | null
  /** Number of times that a request lost its place in the batch to others. */
  readonly preemptions: number | null
  /** Tokens that were drafted, and those of them that the answers have. */
  readonly draftTokens: number | null
  readonly acceptedTokens: number | null
  /** Steps of the engine, and requests that were in the batch, summed over them. */
  readonly batchedRequests: Observed | null
}
