/** A plan of how many requests are in flight, and when. Plain data. */
export type LoadPlan = ClosedLoad | OpenLoad

/** Clients that each send their next request when their last is answered; made by `concurrent`. */
export interface ClosedLoad {
  readonly kind: 'closed'
  readonly concurrency: number
  /** Milliseconds the first sends are spread over; null: one mean request duration. */
  readonly rampUpMs: number | null
  /** Has a client that was refused wait as long as it was told before its next request; absent: it does not. */
  readonly obeyRetryAfter?: true
}

/**
 * Requests that are sent at moments fixed beforehand, whether or not earlier ones are answered; made
 * by `rate`, `ramp`, `burst` and `trace`.
 */
export interface OpenLoad {
  readonly kind: 'open'
  readonly name: Arrivals['kind']
  readonly arrivals: Arrivals
  /** Most requests in flight: one that would exceed it waits, and its `response` counts the wait. */
  readonly maxConcurrency: number | null
}

/** Process by which requests arrive. Rates in requests per second. */
export type Arrivals =
  | { readonly kind: 'rate'; readonly perSecond: number; readonly spacing: Spacing }
  | {
      readonly kind: 'ramp'
      readonly from: number
      readonly to: number
      readonly durationMs: number
      readonly spacing: Spacing
    }
  | { readonly kind: 'burst'; readonly requests: number }
  | {
      readonly kind: 'trace'
      /** Path of the file, relative to the project's root, or absolute. */
      readonly path: string
      /** Speed of the replay: 2 takes half the trace's time. */
      readonly speed: number
    }

/** Distribution of the gaps between arrivals, whatever the rate. */
export type Spacing =
  | { readonly kind: 'poisson' }
  | { readonly kind: 'constant' }
  /** `burstiness` is the shape of the gamma distribution: gaps have CV² = 1 / burstiness. */
  | { readonly kind: 'gamma'; readonly burstiness: number }

/** Moments at which the requests of an open load are to be sent, and their lengths where a trace says so. */
export interface Schedule {
  /** Moments in milliseconds after the start, ascending. */
  readonly at: Float64Array
  /** Input tokens of each request; null unless a trace has them. */
  readonly inputTokens: Int32Array | null
  /** Output tokens of each request; null unless a trace has them. */
  readonly outputTokens: Int32Array | null
}
