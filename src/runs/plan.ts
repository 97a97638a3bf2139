import type { RunDefaults } from '../context.ts'
import { LlmBenchError } from '../errors.ts'
import { type LoadPlan, oneClient } from '../workload/load.ts'
import type { Until } from '../workload/until.ts'
import type { RunPlan } from './header.ts'

/** Options of `bench(name, options, workload)` and `measure(workload, options)`. */
export interface RunOptions {
  /** Requests measured, warm-up not counted. Default 200, and at least ten for each client. */
  requests?: number | undefined
  /** Milliseconds after which no request is started any more. Default 120,000. */
  budget?: number | undefined
  /** Default one client; see `concurrent`. */
  load?: LoadPlan | undefined
  /**
   * Samples until claims are decided: see `decided`. `requests` is then the most that are made
   * (default 2000). Not in `bench.compare`.
   */
  until?: Until | undefined
  /** Requests before the measured ones, under the same load. Default 2, or one for each client. */
  warmup?: number | undefined
}

const defaultRequests = 200
const mostUntilDecided = 2000
const usualPerClient = 10
/** Where the configuration or a profile asks for few. */
const fewestPerClient = 2

/** Names of our options, by which they are told from tinybench's. */
export const runOptionNames: ReadonlySet<string> = new Set(['requests', 'budget', 'load', 'warmup', 'until'])

function loadOf(name: string, load: LoadPlan | undefined): LoadPlan {
  if (load === undefined) return oneClient
  if (typeof load === 'object' && load.kind === 'closed') return load
  throw new LlmBenchError(
    'invalid-option',
    `bench "${name}": option load is ${JSON.stringify(load)}: give a load plan such as concurrent(10)`,
  )
}

/** @throws LlmBenchError `invalid-option`, naming the bench, the option and the value */
export function planRun(name: string, options: RunOptions, defaults: RunDefaults): RunPlan {
  const { concurrency } = loadOf(name, options.load)
  const whole = (option: keyof RunOptions, value: number, least: number): number => {
    if (Number.isInteger(value) && value >= least) return value
    throw new LlmBenchError(
      'invalid-option',
      `bench "${name}": option ${option} is ${value}: give a whole number of at least ${least}`,
    )
  }
  const budget = options.budget ?? defaults.budget
  if (!(budget > 0) || !Number.isFinite(budget)) {
    throw new LlmBenchError(
      'invalid-option',
      `bench "${name}": option budget is ${budget}: give the milliseconds the run may take, for example 120_000`,
    )
  }
  const { until = null } = options
  const usual =
    until !== null
      ? mostUntilDecided
      : defaults.requests === null
      ? Math.max(defaultRequests, usualPerClient * concurrency)
      : Math.max(defaults.requests, fewestPerClient * concurrency)
  const requests = whole('requests', options.requests ?? usual, 1)
  if (requests < concurrency) {
    throw new LlmBenchError(
      'invalid-option',
      `bench "${name}": option requests is ${requests} for ${concurrency} clients: give at least one request for each`,
    )
  }
  return {
    requests,
    budgetMs: budget,
    warmup: whole('warmup', options.warmup ?? defaults.warmup ?? Math.max(2, concurrency), 0),
    concurrency,
    until: untilOf(name, until),
  }
}

function untilOf(name: string, until: Until | null): Until | null {
  if (until === null || (typeof until === 'object' && until.kind === 'decided')) return until
  throw new LlmBenchError(
    'invalid-option',
    `bench "${name}": option until is ${JSON.stringify(until)}: give decided({ p95: 50 })`,
  )
}
