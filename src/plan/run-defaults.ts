import type { LockOption } from './lock/lock.ts'
import type { Launches } from './launches.ts'

/** Defaults of every `bench()` and `measure()`. */
export interface RunDefaultOptions {
  /** Requests measured, raised to two for each client. Default 200, and at least 14 for each client. */
  requests?: number | undefined
  /** Milliseconds a run may take. Default 120,000. */
  budget?: number | undefined
  /** Requests before the measured ones. Default 2, or one for each client; more of an open load or a cold server. */
  warmup?: number | undefined
  /**
   * Times that the target is started for a run, or `'auto'`. Default 1. A run with `until`, a level of a sweep and a
   * load that ends by itself have one launch whatever this is.
   */
  launches?: Launches | undefined
  /**
   * Measures the machine's state before and after each run, with a micro model that is always the same: about eight
   * seconds a run. Default false. Not of the levels of a sweep.
   */
  anchor?: boolean | undefined
  /** The share of the machine that a run has for itself; see the option of `bench`. Default `'machine'`. */
  lock?: LockOption | undefined
}

/** Defaults of a run; null means "decided by the load plan". */
export interface RunDefaults {
  readonly requests: number | null
  readonly budget: number
  readonly warmup: number | null
  readonly launches: Launches
  readonly anchor: boolean
  /** Left out for the machine. */
  readonly lock?: LockOption
}

/** Fills in the defaults: an option that is left out is null, the budget 120,000 ms, one launch. */
export function resolveRunDefaults(options: RunDefaultOptions): RunDefaults {
  const { requests, budget, warmup, launches, anchor, lock } = options
  return {
    requests: requests ?? null,
    budget: budget ?? 120_000,
    warmup: warmup ?? null,
    launches: launches ?? 1,
    anchor: anchor ?? false,
    ...(lock === undefined ? {} : { lock }),
  }
}
