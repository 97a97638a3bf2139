import type { LoadPlan } from '../../workload/load.ts'
import type { Launches } from '../launches.ts'
import type { RunDefaults } from '../run-defaults.ts'
import type { RunOptions } from '../run-options.ts'

/** Fewest requests that each client makes where somebody else than the call says how many there are. */
const fewestPerClient = 2

/**
 * The options of a call as long as the terminal wants them: with its number of requests, or, where the profile
 * shortens, no longer than that says.
 */
export function askedLength(
  options: RunOptions,
  load: LoadPlan,
  launches: Launches,
  defaults: RunDefaults,
): RunOptions {
  const clients = load.kind === 'closed' ? load.concurrency : 1
  const fewest = (launches === 'auto' ? 1 : launches) * fewestPerClient * clients
  const { forced, shortens } = defaults
  if (forced !== undefined) return { ...options, requests: Math.max(forced, fewest) }
  if (shortens !== true) return options
  const most = Math.max(defaults.requests ?? Number.POSITIVE_INFINITY, fewest)
  const { budget, duration, requests, until } = options
  return {
    ...options,
    ...(requests === undefined && (until ?? null) === null ? {} : atMost('requests', requests, most)),
    ...(duration === undefined ? {} : atMost('duration', duration, defaults.budget)),
    ...(budget === undefined ? {} : atMost('budget', budget, defaults.budget)),
  }
}

function atMost(option: 'requests' | 'duration' | 'budget', asked: number | undefined, most: number): RunOptions {
  const value = Math.min(asked ?? Number.POSITIVE_INFINITY, most)
  return Number.isFinite(value) ? { [option]: value } : {}
}
