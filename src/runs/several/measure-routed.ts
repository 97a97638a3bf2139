import { now } from '../../clock.ts'
import type { RunPlan } from '../../plan/header.ts'
import type { SwitchRecord } from '../../record/several/switch.ts'
import type { ActiveRun } from '../active-run.ts'
import type { GroupSetting } from '../group.ts'
import { attempt } from '../life/attempt.ts'
import { openDriver } from '../open-drivers.ts'
import { makeBlock } from '../turn.ts'
import { warmUp } from '../warm-up/warm-up.ts'
import { finishSeveral } from './finish-several.ts'
import { isOverForAll, missingOf } from './broken-models.ts'
import type { MeasuredSeveral, SeveralPlan } from './several-plan.ts'
import { openModels } from './open-models.ts'
import { scoreRuns } from '../quality/score-run.ts'
import { runsToScore } from './runs-to-score.ts'
import type { ActiveModel, SeveralMember, SituationCell } from './several-member.ts'
import { startCell } from './start-cell.ts'
import { withoutNeighbours } from './without-neighbours.ts'

/** How long a model took to be loaded again, and what had to go for it. */
export interface Readied extends Readonly<Pick<SwitchRecord, 'evictMs' | 'loadMs'>> {
  readonly evicted: readonly string[]
  /** CLOCK_MONOTONIC milliseconds at which the switch began. */
  readonly beganAt: number
  readonly readyAt: number
}

/** Requests that are handed out to several models, one at a time. */
export interface RoutedPlan extends Pick<SeveralPlan, 'plan' | 'situations' | 'seed' | 'member'> {
  /** Place of the model that each request goes to. */
  readonly order: readonly number[]
  /**
   * Gets a model ready, for which others may have to go.
   * @returns null where it was loaded
   */
  readonly ready: (model: string) => Promise<Readied | null>
  /** Whether all are loaded at once: then each is warmed up first. */
  readonly allFit: boolean
}

/**
 * Hands requests out to several models, one after the other. A model that is not loaded is switched to: that is told
 * apart from the request itself. One that breaks is left out from then on.
 * @throws LlmBenchError when the test is aborted, or when every model broke
 */
export async function measureRouted(
  members: readonly SeveralMember[],
  asked: RoutedPlan,
  setting: GroupSetting,
): Promise<MeasuredSeveral> {
  const { plan } = asked
  const models = await openModels(members, asked, setting)
  const cells = models.map((model): SituationCell => ({
    model,
    situation: 0,
    beside: models.flatMap(({ place }) => (place === model.place ? [] : [place])),
    active: null,
  }))
  const ended = await attempt(async () => {
    await setting.withLock(async () => {
      await handOut(cells, asked, setting)
      await scoreRuns(runsToScore(cells), setting)
    })
  })
  const missing = missingOf(models)
  const runs = await finishSeveral(cells, { plan, ended, missing }, setting)
  if (ended !== null) throw ended
  const problems = models.flatMap(({ problem }) => problem ?? [])
  if (problems.length === models.length) throw problems[0]
  return { runs, missing, problems }
}

async function handOut(cells: readonly SituationCell[], asked: RoutedPlan, setting: GroupSetting): Promise<void> {
  const { plan, order, allFit } = asked
  const standing = cells.filter(({ model }) => model.problem === null)
  for (const cell of standing) {
    if (!order.includes(cell.model.place)) continue
    cell.active = await startCell(cell, standing, { ...asked, situations: cells.map(({ beside }) => beside) }, setting)
    if (allFit) cell.model.problem = await attempt(async () => await warmUp(cell.active as ActiveRun, plan, setting))
  }
  const began = now()
  for (const [slot, place] of order.entries()) {
    const cell = cells.find(({ model }) => model.place === place)
    if (cell?.active === undefined || cell.active === null || cell.model.problem !== null) continue
    if (now() - began > plan.budgetMs) break
    const run = cell.active
    const problem = await attempt(async () => await oneRequest(cell.model, run, slot, asked, setting))
    withoutNeighbours([run], cells.length)
    // A test that is over broke no model.
    if (isOverForAll(problem, setting)) throw problem
    cell.model.problem = problem
  }
}

async function oneRequest(
  model: ActiveModel,
  run: ActiveRun,
  slot: number,
  { plan, ready, member }: RoutedPlan,
  setting: GroupSetting,
): Promise<void> {
  const { model: name } = model.member
  const began = now()
  let readied: Readied | null = null
  try {
    readied = await ready(name)
    if (readied !== null) run.driver = await openDriver(member(model.member, []), plan, setting)
    await measuredRequest(run, slot, plan, setting)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it broke'
    // A request that fails on a model that was there is no switch.
    if (readied !== null) run.switches.push(switchOf(name, readied, { firstAt: null, error: reason }))
    throw error
  } finally {
    run.spentMs += now() - began
  }
  if (readied === null) return
  const row = run.requests.measured.rows().at(-1)
  const failed = row?.state === 'failed' ? row.failure.message : 'no request was answered'
  const firstAt = row?.state === 'completed' ? (row.first ?? row.end) : null
  run.switches.push(switchOf(name, readied, { firstAt, error: firstAt === null ? failed : null }))
}

async function measuredRequest(run: ActiveRun, slot: number, plan: RunPlan, setting: GroupSetting): Promise<void> {
  const before = run.requests.count
  const wish = { phase: 'measured', slot, requests: 1, durationMs: null, spreadMs: 0 } as const
  await makeBlock(run, { ...wish, budgetMs: plan.budgetMs }, plan, setting)
  run.measured += run.requests.count - before
}

function switchOf(
  model: string,
  { evicted, evictMs, loadMs, beganAt, readyAt }: Readied,
  { firstAt, error }: { readonly firstAt: number | null; readonly error: string | null },
): SwitchRecord {
  return {
    model,
    evicted: [...evicted],
    evictMs,
    loadMs,
    serverMs: null,
    firstTokenMs: firstAt === null ? null : firstAt - readyAt,
    totalMs: firstAt === null ? null : firstAt - beganAt,
    error,
  }
}
