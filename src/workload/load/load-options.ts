/** Options of `concurrent`. */
export interface ConcurrentOptions {
  /**
   * Milliseconds the first sends are spread over. Default: one mean request duration. 0 starts all clients at once, as
   * `vllm bench serve` does: their times to first token then hold the wait for each other.
   */
  rampUp?: number
  /**
   * Has a client whose request was refused wait as long as the refusal asks (`Retry-After` and the like), at most
   * 60 s, before its next one. The refused request stays a failure and is not sent again. The waits are taken out of
   * the concurrency, and reported. Default false.
   */
  obeyRetryAfter?: boolean
}

/** Options by which `rate` and `ramp` space their arrivals. */
export interface SpacingOptions {
  /** Spacing: `poisson` (the default) of independent clients, `constant` gaps, or `gamma`: see `burstiness`. */
  arrivals?: 'poisson' | 'constant' | 'gamma'
  /**
   * Shape of the gamma distribution of the gaps, as vLLM defines it: 1 is Poisson, below 1 burstier,
   * above 1 more even; the gaps have CV² = 1 / burstiness. Only with `arrivals: 'gamma'`.
   */
  burstiness?: number
}

/** Options of `rate` and `ramp`. */
export interface RateOptions extends SpacingOptions {
  /** Most requests in flight, from 1 to 1024; further ones wait. Default: no limit. */
  maxConcurrency?: number
}

/** Options of `trace`. */
export interface TraceOptions {
  /** Speed of the replay: 2 takes half the time, 0.5 twice the time. Default 1. */
  speed?: number
  /** Most requests in flight, from 1 to 1024; further ones wait. Default: no limit. */
  maxConcurrency?: number
}
