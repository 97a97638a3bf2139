import type { RunDefaults } from './run-defaults.ts'
import { LlmBenchError } from '../errors.ts'
import { type LoadPlan, oneClient } from '../workload/load.ts'
import type { Until } from './until.ts'
import { type RunPlan, unlimitedRequests } from './header.ts'

/** Options of `bench(name, options, workload)` and `measure(workload, options)`. */
export interface RunOptions {
  /**
   * Requests measured, warm-up not counted; of conversations whole ones, until they have made at least
   * so many. Default 200, and at least ten for each client; no limit where `duration` or a `ramp`,
   * `burst` or `trace` ends the run.
   */
  requests?: number | undefined
  /**
   * Milliseconds after which no request is started any more. Default 120,000, and at least twice the
   * `duration` or that of a `ramp`.
   */
  budget?: number | undefined
  /**
   * Milliseconds to measure for; what is in flight at its end is waited for. An open load (`rate`)
   * sends what falls into this time. With `requests` too, whichever comes first ends the run.
   */
  duration?: number | undefined
  /** Load to make, default one client; see `concurrent`, `rate`, `ramp`, `burst`, `trace`. */
  load?: LoadPlan | undefined
  /**
   * US dollars the run may cost: it stops before a request that might cost more. The target must
   * have a price.
   */
  maxUsd?: number | undefined
  /**
   * Samples until claims are decided: see `decided`. `requests` is then the most that are made
   * (default 2000). Not in `bench.compare`, and not with an open load.
   */
  until?: Until | undefined
  /**
   * Name of the load this bench makes a part of. Parts of one name, made by several files, shards or
   * machines, are joined in the report: their percentiles come from all samples together.
   */
  part?: string | undefined
  /**
   * Requests before the measured ones, under the same load. Default 2, or one for each client; of a
   * `rate` those of a second, at least 10; 10 of a `ramp`, `burst` or `trace`.
   */
  warmup?: number | undefined
}

const defaultRequests = 200
/** Fewest requests before the measured ones of an open load. */
const openWarmup = 10
/** An open load may take this many times its own length, for what it sent late. */
const drainShare = 2
const mostUntilDecided = 2000
const usualPerClient = 10
/** Fewest requests a client makes where the configuration or a profile asks for few. */
const fewestPerClient = 2

/** Names of our options, by which they are told from tinybench's. */
export const runOptionNames: ReadonlySet<string> = new Set([
  'requests',
  'duration',
  'budget',
  'load',
  'warmup',
  'until',
  'maxUsd',
  'part',
])

/**
 * The plan of a bench, its options before the defaults.
 * @throws LlmBenchError `invalid-option`, naming the bench, the option and the value
 */
export function planRun(name: string, options: RunOptions, defaults: RunDefaults): RunPlan {
  const bad = (option: keyof RunOptions, wanted: string): LlmBenchError =>
    new LlmBenchError('invalid-option', `bench "${name}": option ${option} is ${shown(options[option])}: ${wanted}`)
  const whole = (option: 'requests' | 'warmup', value: number, least: number): number => {
    if (Number.isInteger(value) && value >= least) return value
    throw bad(option, `give a whole number of at least ${least}`)
  }
  const positive = (option: 'duration' | 'budget' | 'maxUsd', wanted: string): number | null => {
    const value = options[option]
    if (value === undefined) return null
    if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value
    throw bad(option, wanted)
  }
  if (options.part !== undefined && (typeof options.part !== 'string' || options.part === '')) {
    throw bad('part', 'give the name of the whole load')
  }
  const load = options.load ?? oneClient
  if (typeof load !== 'object' || (load.kind !== 'closed' && load.kind !== 'open')) {
    throw bad('load', 'give a load plan such as concurrent(10) or rate(5)')
  }
  const until = options.until ?? null
  if (until !== null && (typeof until !== 'object' || until.kind !== 'decided')) {
    throw bad('until', 'give decided({ p95: 50 })')
  }
  if (until !== null && load.kind === 'open') {
    throw bad(
      'until',
      'it looks between blocks, and an open load would begin each with an empty queue: give requests or duration',
    )
  }
  const concurrency = load.kind === 'closed' ? load.concurrency : 0
  const durationMs = positive('duration', 'give the milliseconds to measure for, for example 60_000')
  const budget = positive('budget', 'give the milliseconds the run may take, for example 120_000')
  if (options.requests !== undefined) whole('requests', options.requests, 1)
  const requests = options.requests ?? usualRequests(load, durationMs, until, defaults)
  if (requests < concurrency) {
    throw new LlmBenchError(
      'invalid-option',
      `bench "${name}": option requests is ${requests} for ${concurrency} clients: give at least one request for each`,
    )
  }
  return {
    requests,
    durationMs,
    budgetMs: budget ?? Math.max(defaults.budget, drainShare * (durationMs ?? ownLength(load))),
    warmup: whole('warmup', options.warmup ?? defaults.warmup ?? usualWarmup(load), 0),
    load,
    concurrency,
    maxUsd: positive('maxUsd', 'give US dollars above 0, for example 0.5'),
    until,
  }
}

function usualRequests(load: LoadPlan, durationMs: number | null, until: Until | null, defaults: RunDefaults): number {
  if (until !== null) return mostUntilDecided
  // These end by themselves; so does a duration.
  if (durationMs !== null || (load.kind === 'open' && load.name !== 'rate')) return unlimitedRequests
  const clients = load.kind === 'closed' ? load.concurrency : 1
  return defaults.requests === null
    ? Math.max(defaultRequests, usualPerClient * clients)
    : Math.max(defaults.requests, fewestPerClient * clients)
}

function usualWarmup(load: LoadPlan): number {
  if (load.kind === 'closed') return Math.max(2, load.concurrency)
  // A second of the load shows whether one process can make it.
  return load.arrivals.kind === 'rate' ? Math.max(openWarmup, Math.ceil(load.arrivals.perSecond)) : openWarmup
}

/** Milliseconds a load takes by itself; 0 where it does not say. */
function ownLength(load: LoadPlan): number {
  return load.kind === 'open' && load.arrivals.kind === 'ramp' ? load.arrivals.durationMs : 0
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value))
}
