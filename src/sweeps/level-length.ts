import type { Variable } from './axis.ts'

/** Fewest requests of a level that nobody gave a length: a p95 passes with 59 at the least. */
const usualRequests = 100
const requestsPerClient = 10
/** Milliseconds that a run may take unless somebody says otherwise. */
const usualBudgetMs = 120_000
/**
 * Mean latencies of the least loaded level that a level at a rate lasts at least. Near what a server can do a queue
 * comes and goes in bursts of tens of them: in 60 a level that is a tenth too high passed in half of the simulations.
 */
const latenciesToShow = 200

/** Requests of a level, and the milliseconds that they may take; null where what is usual is enough. */
export interface LevelLength {
  readonly requests: number
  readonly budget: number | null
}

/**
 * The usual length of a level: ten requests for each client, or so many at a rate that a queue can show, and 100 in
 * any case; twice and four times as many where it is measured again.
 *
 * @param latencyMs mean latency of the least loaded level so far; null before the first
 */
export function usualLength(variable: Variable, level: number, repeat: number, latencyMs: number | null): LevelLength {
  const times = 2 ** repeat
  if (variable === 'concurrency') {
    return { requests: times * Math.max(usualRequests, requestsPerClient * level), budget: null }
  }
  const toShow = latencyMs === null ? 0 : Math.ceil((latenciesToShow * latencyMs * level) / 1000)
  const requests = times * Math.max(usualRequests, toShow)
  const takes = (2 * requests * 1000) / level
  return { requests, budget: takes > usualBudgetMs ? Math.ceil(takes) : null }
}
