import { now } from '../../clock.ts'
import type { RunPlan } from '../../plan/header.ts'
import type { Driver } from '../../targets/target.ts'
import type { ActiveRun } from '../active-run.ts'
import type { GroupSetting } from '../group.ts'
import { beginLaunch } from '../launches/begin-launch.ts'
import { noteFirstToken } from '../launches/model-loads.ts'
import { announce } from '../life/announce.ts'
import { acceptScorersOf } from '../quality/accept-scorers.ts'
import { openDriver } from '../open-drivers.ts'
import { measureTurn } from '../turn.ts'
import { warmUp } from '../warm-up/warm-up.ts'
import type { Cell, CellMember } from './cell.ts'
import { retire } from './retire.ts'

/** Settings that all visits of a sweep share. */
export interface Visits {
  readonly plan: RunPlan
  readonly rounds: number
  /** Id shared by all configurations; null for one alone. */
  readonly comparison: string | null
  readonly setting: GroupSetting
  /** Called with each run once its model was loaded for the first time. */
  readonly onAnnounced: (run: ActiveRun) => Promise<void>
}

/** Tokens that each trial of a number of threads takes. */
const trialTokens = 15

/**
 * Starts a configuration, measures its share, and ends it.
 * @returns milliseconds of this launch; without what only the first one has, as a file that was written or downloaded
 */
export async function visit(
  cell: Cell,
  slot: number,
  { plan, rounds, comparison, setting, onAnnounced }: Visits,
): Promise<number> {
  const { member } = cell
  let openMs = Number.POSITIVE_INFINITY
  if (cell.active === null) {
    const opened = now()
    const driver = await openDriver(member, plan, setting)
    openMs = now() - opened
    await accept(member, driver, setting)
    cell.active = await announce(member, driver, plan, comparison, setting)
    await onAnnounced(cell.active)
  }
  const run = cell.active
  let began = Number.NaN
  try {
    // One that was just loaded for its first launch has served nobody.
    await beginLaunch(run, { slot, isFirstOfAll: run.launches.length === 0 }, plan, setting)
    began = now()
    await warmUp(run, plan, setting)
    const left = Math.max(1, rounds - run.launches.length + 1)
    const requests = Math.ceil((plan.requests - run.measured) / left)
    await measureTurn([run], { index: slot, member: 0, requests, budgetMs: plan.budgetMs }, plan, setting)
    noteFirstToken(run)
  } finally {
    setting.onProgress(run.header.id, '', true)
    await retire(run)
  }
  // A trial of threads that was given up took less than its time a token says.
  return now() - began + Math.min(openMs, startOf(run))
}

/** Has its scorers look at a configuration; one that a scorer refuses is let go. */
async function accept(member: CellMember, driver: Driver, { context }: GroupSetting): Promise<void> {
  if ((context.simulate ?? null) !== null) return
  try {
    await acceptScorersOf(member, driver)
  } catch (error) {
    driver.close()
    await member.workload.target.relaunch?.().catch(() => {})
    throw error
  }
}

function startOf({ driver }: ActiveRun): number {
  const { startupMs, loadTimeMs, calibration } = driver.facts
  const trials = calibration.reduce((sum, { msPerToken }) => sum + msPerToken * trialTokens, 0)
  return (startupMs ?? 0) + (loadTimeMs ?? 0) + trials
}
