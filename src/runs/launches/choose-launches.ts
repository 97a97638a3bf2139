import { rowValues } from '../../metrics/series.ts'
import type { RunPlan } from '../../plan/header.ts'
import { varianceComponents } from '../../stats/launches/components.ts'
import { type LaunchPlan, planLaunches } from '../../stats/launches/launch-plan.ts'
import { logMedian } from '../../stats/launches/launch-value.ts'
import type { ActiveRun } from '../active-run.ts'

/** Time that launches took before their first measured request. */
export interface LaunchTimes {
  launchMs: number
  launches: number
}

/** Fewest launches, which are also those of the pilot: Student's t of two is five times as wide as of many. */
const fewestLaunches = 3
const mostLaunches = 100
/** Fewest requests of a launch of which a median can be told. */
const fewestRequests = 10

/** The launches from which it is learned what varies, and what it costs. */
export function pilotOf({ concurrency }: RunPlan): LaunchPlan {
  return { launches: fewestLaunches, requests: requestsFor(concurrency) }
}

function requestsFor(concurrency: number): number {
  return Math.max(fewestRequests, 2 * concurrency)
}

/**
 * Launches and requests of each for the time that there is, from the launches made so far: what varies most, and what
 * costs most, of any of the runs. The launches of the pilot count.
 */
export function chooseLaunches(active: readonly ActiveRun[], plan: RunPlan, times: LaunchTimes): LaunchPlan {
  const components = active.map((run) => varianceComponents(medianLaunches(run)) ?? { between: 0, perRequest: 0 })
  const chosen = planLaunches(
    {
      between: most(components.map(({ between }) => between)),
      perRequest: most(components.map(({ perRequest }) => perRequest)),
    },
    {
      launchMs: times.launchMs / Math.max(1, times.launches),
      requestMs: most(active.map(({ spentMs, measured }) => spentMs / Math.max(1, measured))),
      budgetMs: Math.min(plan.budgetMs, plan.durationMs ?? plan.budgetMs),
      launches: [fewestLaunches, mostLaunches],
      fewestRequests: requestsFor(plan.concurrency),
    },
  )
  const each = Math.floor(plan.requests / chosen.launches)
  return { ...chosen, requests: Math.max(1, Math.min(chosen.requests, each)) }
}

function most(values: readonly number[]): number {
  return Math.max(...values)
}

function medianLaunches({ requests, launches }: ActiveRun): ReturnType<typeof logMedian>[] {
  const columns = requests.measured.columns()
  const latency = rowValues('latency', { columns, gaps: new Float64Array(), concurrency: 1 })
  return launches.map(({ slot }) =>
    logMedian(latency.filter((value, row) => columns.slot[row] === slot && !Number.isNaN(value))),
  )
}
