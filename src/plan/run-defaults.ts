import type { LockOption } from './lock/lock.ts'
import type { Launches } from './launches.ts'
import type { TerminalWish } from './length/terminal.ts'

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
  /** Clients of each level of a `loadSweep` that names none, such as `[10, 25, 50, 100]`. */
  levels?: readonly number[] | undefined
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
  /** Clients of each level of a sweep that names none, and whether they win over those that one names. */
  readonly levels?: { readonly clients: readonly number[]; readonly win: boolean }
  /** Requests that the terminal asks for, whatever a call says. */
  readonly forced?: number
  /** Whether requests and budget are also the most that a call may ask for. */
  readonly shortens?: boolean
}

/**
 * Fills in the defaults: an option that is left out is null, the budget 120,000 ms, one launch.
 * @param options.shortens whether a profile bounds what calls ask for
 * @param terminal wishes that win over calls
 */
export function resolveRunDefaults(
  { shortens, ...options }: RunDefaultOptions & { readonly shortens?: boolean | undefined },
  terminal: TerminalWish = { requests: null, levels: null },
): RunDefaults {
  const { requests, budget, warmup, launches, anchor, lock } = options
  const levels = terminal.levels ?? options.levels
  return {
    requests: requests ?? null,
    budget: budget ?? 120_000,
    warmup: warmup ?? null,
    launches: launches ?? 1,
    anchor: anchor ?? false,
    ...(lock === undefined ? {} : { lock }),
    ...(levels === undefined ? {} : { levels: { clients: levels, win: terminal.levels !== null } }),
    ...(terminal.requests === null ? {} : { forced: terminal.requests }),
    ...(shortens === true ? { shortens } : {}),
  }
}
