import { addWaits } from '../../block/add-waits.ts'
import { LlmBenchError } from '../../errors.ts'
import { formatCount } from '../../figures.ts'
import { worstConditions } from '../../machine/meters/conditions.ts'
import { type ActiveRun, isDecided } from '../active-run.ts'
import { addTimings } from '../add-timings.ts'
import type { DrawnEnergyRecord } from '../../record/energy.ts'
import type { CeilingsRecord } from '../../record/machine/roofline.ts'
import type { RunEnd } from '../../plan/header.ts'
import { highestPeaks } from '../launches/highest-peaks.ts'
import { joinFigures } from '../join-figures.ts'

/** Figures beside those of the requests: null where nobody was to look. */
export interface SeenBeside {
  /** Energy as its meter saw it. */
  readonly energy: DrawnEnergyRecord | null
  /** The most that its hardware can do. */
  readonly ceilings: CeilingsRecord | null
  /** Names of runs that were measured at the same time; left out where it had the machine alone. */
  readonly beside?: readonly string[] | null
}

/**
 * Ends a run and lets its target go.
 * @param problem the error that ended it early; null when none did
 * @param damaged lines of its journal that cannot be read
 */
export async function endRun(
  run: ActiveRun,
  problem: unknown,
  damaged: number,
  { energy, ceilings, beside = null }: SeenBeside = { energy: null, ceilings: null },
): Promise<RunEnd> {
  // A host that died has no memory to ask for any more.
  const peaks = highestPeaks(run.peaks, await run.driver.peaks().catch(() => null))
  const loadHosts = run.driver.loadHosts()
  run.driver.close()
  const waited = run.ends.reduce((sum, { waitedForLoad = 0 }) => sum + waitedForLoad, 0)
  return {
    endedBy: endedBy(run, problem),
    error: problem === null ? null : `${messageOf(problem)}${damagedLines(damaged)}`,
    engineTimings: addTimings(run.ends.map(({ engineTimings }) => engineTimings)),
    peaks,
    decisions: run.deciding?.decisions ?? [],
    unsent: run.ends.reduce((sum, { unsent }) => sum + unsent, 0),
    waits: addWaits(run.ends.map(({ waits }) => waits)),
    launches: run.launches,
    loadHosts,
    settled: run.settled,
    server: joinFigures(run.ends.map(({ server }) => server)),
    conditions: worstConditions(run.ends.map(({ conditions }) => conditions)),
    energy,
    ceilings,
    ...(beside === null ? {} : { beside }),
    ...(run.moneyStop === undefined ? {} : { moneyStop: run.moneyStop }),
    ...(run.loads.length === 0 ? {} : { loads: run.loads }),
    ...(run.switches.length === 0 ? {} : { switches: run.switches }),
    ...(run.quality === null ? {} : { quality: run.quality }),
    ...(run.intrinsic === null ? {} : { intrinsic: run.intrinsic }),
    ...(run.start === undefined ? {} : { start: run.start }),
    ...(waited === 0 ? {} : { waitedForLoad: waited }),
  }
}

function endedBy(run: ActiveRun, problem: unknown): RunEnd['endedBy'] {
  // A process that was ended because the test was over did not crash.
  if (problem instanceof LlmBenchError && ['aborted', 'host-timeout'].includes(problem.code)) return 'aborted'
  if (problem !== null) return 'crash'
  if (isDecided(run)) return 'decided'
  const { requests, durationMs, load } = run.header.plan
  const last = run.ends.at(-1)?.endedBy
  if (last === 'cost') return 'cost'
  if (run.measured >= requests) return 'requests'
  // Of an open load the schedule ends the run; of a closed one the time it was given does.
  if (load.kind === 'open') return last === 'budget' ? 'budget' : durationMs === null ? 'requests' : 'duration'
  return durationMs === null || run.spentMs < durationMs ? 'budget' : 'duration'
}

function damagedLines(count: number): string {
  if (count === 0) return ''
  return `; ${formatCount(count)} ${count === 1 ? 'line' : 'lines'} of its journal cannot be read`
}

function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : `${typeof problem} was thrown`
}
