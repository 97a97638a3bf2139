import { randomUUID } from 'node:crypto'
import { now } from '../../clock.ts'
import { LlmBenchError } from '../../errors.ts'
import type { RunPlan } from '../../plan/header.ts'
import type { MissingCellRecord, SweepRecord } from '../../record/sweep.ts'
import { roundsOf } from '../../sweeps/matrix/rounds.ts'
import type { ActiveRun } from '../active-run.ts'
import { announce } from '../life/announce.ts'
import { assertMeasured } from '../assert-measured.ts'
import type { BuiltRun } from '../build-run.ts'
import { commonPlan } from '../common-plan.ts'
import { finish } from '../life/finish.ts'
import type { GroupMember, GroupSetting } from '../group.ts'
import { beginLaunch } from '../launches/begin-launch.ts'
import { openDriver } from '../open-drivers.ts'
import { measureTurn } from '../turn.ts'
import { warmUp } from '../warm-up/warm-up.ts'
import { retire } from './retire.ts'
import type { Expectation } from './expectation.ts'

/** A configuration to measure: a bench with a place in its sweep. */
export interface CellMember extends GroupMember {
  readonly sweep: SweepRecord
  /** Its values of what varies, for people. */
  readonly cell: string
  /** The model's file by any name: cells of one file stand together. */
  readonly file: string
}

/** Rounds in which cells are visited, and the time they have. */
export interface Rounds {
  readonly rounds: number
  /** Milliseconds that the whole may take. */
  readonly budgetMs: number
  readonly seed: number
  /**
   * Called once the first launch is over, when the time of the whole can be told.
   * @throws LlmBenchError where it is too much
   */
  readonly onExpected: (expected: Expectation) => void
}

/** A configuration while the rounds go on. */
interface Cell {
  readonly member: CellMember
  /** Null until it was loaded once. */
  active: ActiveRun | null
  /** The error that it is not measured any more for; null while there is none. */
  problem: unknown
}

/** The runs of the configurations that could be measured, and those that could not. */
export interface MeasuredCells {
  readonly runs: readonly BuiltRun[]
  readonly missing: readonly MissingCellRecord[]
}

/**
 * Measures configurations in rounds: each round starts every one of them once, measures its share of the requests, and
 * ends it before the next one is started, so that they are never in memory together. One that cannot be loaded, or
 * breaks, is left out of the rounds to come, and the others go on.
 *
 * @throws LlmBenchError when the test is aborted, when it would take too long, or when nothing could be measured; what
 * was measured until then has been handed to `onRun`
 */
export async function measureCells(
  members: readonly CellMember[],
  rounds: Rounds,
  setting: GroupSetting,
): Promise<MeasuredCells> {
  const plan = commonPlan(members, setting.context)
  const cells = members.map((member): Cell => ({ member, active: null, problem: null }))
  const ended = await attempt(
    async () => await setting.withLock(async () => await visitAll(cells, plan, rounds, setting)),
  )
  const missing = cells.flatMap(missingOf)
  const runs: BuiltRun[] = []
  for (const { member, active, problem } of cells) {
    if (active === null) continue
    const header = { ...active.header, sweep: { ...member.sweep, missing } }
    runs.push(await finish({ ...active, header }, problem ?? ended, setting))
  }
  if (ended !== null) throw ended
  const [first] = cells
  if (runs.length === 0 && first !== undefined) throw first.problem
  for (const { record, requests } of runs)
    if (record.state === 'complete') assertMeasured(record.name, requests.measured.rows())
  return { runs, missing }
}

async function visitAll(
  cells: readonly Cell[],
  { plan, energy }: { readonly plan: RunPlan; readonly energy: GroupEnergy },
  { rounds, budgetMs, seed, onExpected }: Rounds,
  setting: GroupSetting,
): Promise<void> {
  const comparison = cells.length > 1 ? randomUUID() : null
  const order = roundsOf(
    cells.map(({ member }) => member.file),
    rounds,
    seed,
  )
  const began = now()
  const visits = order.flatMap((round, index) => round.map((at) => ({ cell: cells[at] as Cell, round: index + 1 })))
  let told = false
  for (const [slot, { cell, round }] of visits.entries()) {
    if (now() - began > budgetMs && slot > 0) break
    if (cell.problem !== null) continue
    const words = `${cell.member.name}: round ${round} of ${rounds}`
    setting.onProgress(cell.member.name, words, false)
    cell.problem = await attempt(async () => await visit(cell, slot, { plan, rounds, comparison, setting }))
    setting.onProgress(cell.member.name, '', true)
    if (isOverForAll(cell.problem, setting)) throw cell.problem
    if (told || cell.problem !== null) continue
    told = true
    const left = visits.length - slot - 1
    onExpected({ cells: cells.length, rounds, launches: visits.length, launchMs: now() - began, left })
  }
  await energy.settle()
}

interface Visit {
  readonly plan: RunPlan
  readonly rounds: number
  readonly comparison: string | null
  readonly setting: GroupSetting
}

/** Starts a configuration, measures its share, and ends it. */
async function visit(cell: Cell, slot: number, { plan, rounds, comparison, setting }: Visit): Promise<void> {
  const { member } = cell
  if (cell.active === null) {
    const driver = await openDriver(member, plan, setting)
    cell.active = await announce(member, driver, plan, comparison, setting)
  }
  const run = cell.active
  try {
    // One that was just loaded for its first launch has served nobody.
    await beginLaunch(run, { slot, isFirstOfAll: run.launches.length === 0 }, plan, setting)
    await warmUp(run, plan, setting)
    const left = Math.max(1, rounds - run.launches.length + 1)
    const requests = Math.ceil((plan.requests - run.measured) / left)
    await measureTurn([run], { index: slot, member: 0, requests, budgetMs: plan.budgetMs }, plan, setting)
  } finally {
    setting.onProgress(run.header.id, '', true)
    await retire(run)
  }
}

/** Whether an error ends the whole sweep: nobody waits any more, or it would fail in every other cell alike. */
function isOverForAll(problem: unknown, { signal }: GroupSetting): boolean {
  if (problem === null) return false
  return signal.aborted || (problem instanceof LlmBenchError && everywhere.has(problem.code))
}

const everywhere: ReadonlySet<string> = new Set(['aborted', 'invalid-option', 'engine-missing', 'plugin-missing'])

function missingOf({ member, problem }: Cell): MissingCellRecord[] {
  if (problem === null) return []
  const isUnsupported = problem instanceof LlmBenchError && problem.code === 'engine-unsupported'
  return [
    {
      name: member.cell,
      axes: member.sweep.axes,
      state: isUnsupported ? 'unsupported' : 'failed',
      reason: problem instanceof Error ? problem.message : `${typeof problem} was thrown`,
    },
  ]
}

/** The error of an attempt; null when it succeeded. */
async function attempt(work: () => Promise<void>): Promise<unknown> {
  try {
    await work()
    return null
  } catch (error) {
    return error
  }
}
