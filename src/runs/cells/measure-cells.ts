import { randomUUID } from 'node:crypto'
import { now } from '../../clock.ts'
import { LlmBenchError } from '../../errors.ts'
import { shown } from '../../option-check/shown.ts'
import type { RunPlan } from '../../plan/header.ts'
import type { MissingCellRecord } from '../../record/sweep.ts'
import { roundsOf } from '../../sweeps/matrix/rounds.ts'
import type { ActiveRun } from '../active-run.ts'
import { assertMeasured } from '../assert-measured.ts'
import type { BuiltRun } from '../build-run.ts'
import { commonPlan } from '../common-plan.ts'
import { GroupEnergy } from '../energy/group-energy.ts'
import type { GroupSetting } from '../group.ts'
import { GroupCeilings } from '../roofline/group-ceilings.ts'
import { finish } from '../life/finish.ts'
import { assertScorable, scoreRuns } from '../quality/score-run.ts'
import type { Cell, CellMember } from './cell.ts'
import { type CellsText, scoreCells } from '../intrinsic/score-cells.ts'
import type { Expectation } from './expectation.ts'
import { isWhole, missingCells } from './missing-cells.ts'
import { visit } from './visit.ts'
import { attempt } from '../life/attempt.ts'

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
  /** Text that each is to foretell, once all rounds are over; null for none. */
  readonly text: CellsText | null
}

/** The runs of the configurations that could be measured, and those that could not. */
export interface MeasuredCells {
  readonly runs: readonly BuiltRun[]
  readonly missing: readonly MissingCellRecord[]
}

/**
 * Measures configurations in rounds: each round starts every one of them once, measures its share of the requests, and
 * ends it before the next one is started, so that they are never in memory together. One that cannot be loaded, or
 * breaks, is left out of the rounds to come, and the others go on. When the budget is over no more are started.
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
  for (const member of members)
    assertScorable(member, `configurations(${shown(member.sweep.name)}, matrix, ask, { score })`)
  const cells = members.map((member): Cell => ({ member, active: null, problem: knownProblem(member) }))
  const energy = new GroupEnergy(plan.energy)
  const ceilings = new GroupCeilings(plan.roofline)
  const ended = await attempt(
    async () =>
      await setting.withLock(async () => {
        await visitAll(cells, { plan, energy }, rounds, setting)
        await ceilings.find(
          cells.flatMap(({ active }) => active ?? []),
          setting,
        )
        if (rounds.text !== null) await scoreCells(cells, rounds.text, setting)
        await scoreRuns(
          cells.flatMap(({ active, problem }) => (problem === null ? (active ?? []) : [])),
          setting,
        )
      }),
  )
  energy.end(cells.flatMap(({ active }) => active ?? []))
  const missing = missingCells(cells, { ...rounds, ended })
  const runs: BuiltRun[] = []
  for (const { member, active, problem } of cells) {
    if (active === null) continue
    const header = { ...active.header, sweep: { ...member.sweep, missing } }
    // What ended the sweep is no matter of one that had been measured to its end.
    const end = problem ?? (isWhole(active, rounds.rounds) ? null : ended)
    const seen = { energy: energy.of(active), ceilings: ceilings.of(active) }
    runs.push(await finish({ ...active, header }, end, setting, seen))
  }
  if (ended !== null) throw ended
  const broken = cells.find(({ problem }) => problem !== null)
  if (runs.length === 0 && broken !== undefined) throw broken.problem
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
  let isMetered = false
  const onAnnounced = async (run: ActiveRun): Promise<void> => {
    if (isMetered) return
    isMetered = true
    if (isOnePlace(cells)) await energy.begin([run], setting)
    else await energy.begin([run], setting, 'both')
  }
  for (const [slot, { cell, round }] of visits.entries()) {
    if (now() - began > budgetMs && slot > 0) break
    if (cell.problem !== null) continue
    setting.onProgress(cell.member.name, `${cell.member.name}: round ${round} of ${rounds}`, false)
    let launchMs = 0
    cell.problem = await attempt(async () => {
      launchMs = await visit(cell, slot, { plan, rounds, comparison, setting, onAnnounced })
    })
    setting.onProgress(cell.member.name, '', true)
    if (isOverForAll(cell.problem, setting)) throw cell.problem
    if (told || cell.problem !== null) continue
    told = true
    const left = visits.slice(slot + 1).filter((later) => later.cell.problem === null)
    const weights = left.reduce((sum, later) => sum + later.cell.member.weight, 0)
    const wholeMs = now() - began + (launchMs * weights) / cell.member.weight
    onExpected({ cells: cells.length, rounds, launchMs, wholeMs })
  }
  await energy.settle()
}

/** Whether all are computed in one place, so that a meter of that place sees each of them whole. */
function isOnePlace(cells: readonly Cell[]): boolean {
  return new Set(cells.map(({ member }) => member.place)).size === 1
}

/** An error for a configuration that is known not to work before it was tried. */
function knownProblem({ unsupported }: CellMember): LlmBenchError | null {
  return unsupported === null ? null : new LlmBenchError('engine-unsupported', unsupported)
}

/** Whether an error ends the whole sweep: nobody waits any more, or it would fail in every other cell alike. */
function isOverForAll(problem: unknown, { signal }: GroupSetting): boolean {
  if (problem === null) return false
  return signal.aborted || (problem instanceof LlmBenchError && everywhere.has(problem.code))
}

const everywhere: ReadonlySet<string> = new Set(['aborted', 'invalid-option', 'engine-missing', 'plugin-missing'])
