import type { JsonNumber } from './figure.ts'

/** The requests before the measured ones. */
export interface WarmupRecord {
  requests: number
  /** Latency of the first of them in milliseconds, whether it was a cold one or not. */
  first: JsonNumber
  /**
   * Whether they ended as quick as they were before; false where they were still getting quicker when the warm-up
   * had to end, null where nobody looked.
   */
  settled: boolean | null
}

/**
 * The first request of a run against a server that was not ready to answer at its usual pace. It is in none of the
 * figures, unless no warm-up was asked for.
 */
export interface ColdRequestRecord {
  /** Milliseconds it took, from its send to its end. */
  ms: number
  /**
   * `model-load`: the server had not loaded the model, by its own word; `first-use`: it had, and was slow all the
   * same (it compiles, fills caches, or gets its memory); `unknown`: it does not say.
   */
  cause: 'model-load' | 'first-use' | 'unknown'
}

/** A warm-up of which nothing is known. */
export const noWarmup: WarmupRecord = { requests: 0, first: null, settled: null }
