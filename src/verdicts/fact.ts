import type { Judgement } from './judgement.ts'

/**
 * Judges a fact that was observed once, or declared: load time, memory, backend, a price. It passes or
 * fails; there is no interval and nothing to settle.
 */
export function judgeFact<Observed extends number | string>(
  observed: Observed,
  holds: boolean,
): Judgement & { readonly observed: Observed } {
  return {
    verdict: holds ? 'pass' : 'fail',
    observed,
    pointHolds: holds,
    interval: null,
    n: 1,
    effectiveN: 1,
    floor: null,
    needed: null,
    doubts: [],
  }
}
