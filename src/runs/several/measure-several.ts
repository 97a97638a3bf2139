import { now } from '../../clock.ts'
import { launchTurns } from '../../plan/interleave.ts'
import { meanDuration } from '../../samples/durations.ts'
import type { ActiveRun } from '../active-run.ts'
import type { GroupSetting } from '../group.ts'
import { attempt } from '../life/attempt.ts'
import { warmUp } from '../warm-up/warm-up.ts'
import { isOverForAll, missingOf } from './broken-models.ts'
import { finishSeveral } from './finish-several.ts'
import { openModels } from './open-models.ts'
import { scoreRuns } from '../quality/score-run.ts'
import { runsToScore } from './runs-to-score.ts'
import type { ActiveModel, SeveralMember, SituationCell } from './several-member.ts'
import type { MeasuredSeveral, SeveralPlan } from './several-plan.ts'
import { startCell } from './start-cell.ts'
import { turnTogether, warmUpTogether } from './turn-together.ts'

/** Shortest time of a turn, in milliseconds: less is mostly the way to the processes and back. */
const shortestMs = 100

/**
 * Measures several models in turns: each alone, and together. The order of the situations in each round is drawn from
 * the seed, and every second round is the one before it backwards, so that a drift of the machine falls on all alike.
 * A model that breaks is left out from then on, and the others go on.
 *
 * @throws LlmBenchError when the test is aborted, or when every model broke; what was measured until then has been
 * handed to `onRun`
 */
export async function measureSeveral(
  members: readonly SeveralMember[],
  asked: SeveralPlan,
  setting: GroupSetting,
): Promise<MeasuredSeveral> {
  const { plan } = asked
  const models = await openModels(members, asked, setting)
  const cells = asked.situations.map((situation, index) =>
    situation.map((place): SituationCell => {
      const beside = situation.filter((other) => other !== place)
      return { model: models[place] as ActiveModel, situation: index, beside, active: null }
    }),
  )
  const ended = await attempt(async () => {
    await setting.withLock(async () => {
      await visitAll(cells, asked, setting)
      await scoreRuns(runsToScore(cells.flat()), setting)
    })
  })
  const missing = missingOf(models)
  const all = cells.flat()
  const runs = await finishSeveral(all, { plan, ended, missing }, setting)
  if (ended !== null) throw ended
  const problems = models.flatMap(({ problem }) => problem ?? [])
  if (problems.length === models.length) throw problems[0]
  return { runs, missing, problems }
}

async function visitAll(
  cells: readonly (readonly SituationCell[])[],
  asked: SeveralPlan,
  setting: GroupSetting,
): Promise<void> {
  const { plan, rounds, seed } = asked
  const began = now()
  await warmUpAll(cells, asked, setting)
  const turns = launchTurns(cells.length, seed)
  for (let slot = 0; slot < rounds * cells.length; slot++) {
    // Whole rounds only: a situation without its neighbour in time says nothing of the others.
    if (slot % cells.length === 0 && slot > 0 && now() - began > plan.budgetMs) break
    const situation = cells[turns.next().value?.member ?? 0] ?? []
    const standing = situation.filter(({ model }) => model.problem === null)
    const runs = await startAll(standing, asked, setting)
    const turn = { slot, blockMs: blockMs(standing, cells.flat(), asked), hosts: hostsOf(cells) }
    const problems = await turnTogether(runs, turn, plan, setting)
    note(standing, problems, setting)
  }
}

/** Warms up each model alone, and all of them together, which tells how long requests take then. */
async function warmUpAll(
  cells: readonly (readonly SituationCell[])[],
  asked: SeveralPlan,
  setting: GroupSetting,
): Promise<void> {
  const { plan } = asked
  for (const situation of cells) {
    if (situation.length > 1 && situation !== cells.at(-1)) continue
    const standing = situation.filter(({ model }) => model.problem === null)
    const runs = await startAll(standing, asked, setting)
    const [run] = runs
    const problems =
      runs.length === 1 && run !== undefined
        ? [await attempt(async () => await warmUp(run, plan, setting))]
        : await warmUpTogether(runs, Math.max(1, plan.warmup), plan, setting)
    note(standing, problems, setting)
  }
}

async function startAll(
  cells: readonly SituationCell[],
  asked: SeveralPlan,
  setting: GroupSetting,
): Promise<ActiveRun[]> {
  const runs: ActiveRun[] = []
  for (const cell of cells) {
    cell.active ??= await startCell(cell, cells, asked, setting)
    runs.push(cell.active)
  }
  return runs
}

/**
 * Writes down which models broke.
 * @throws what ends all of them
 */
function note(cells: readonly SituationCell[], problems: readonly unknown[], setting: GroupSetting): void {
  // A test that is over broke no model.
  const over = problems.find((problem) => isOverForAll(problem, setting))
  if (over !== undefined) throw over
  for (const [index, { model }] of cells.entries()) model.problem ??= problems[index] ?? null
}

/** Milliseconds of a turn: as long as the slowest of its models takes for the requests of a turn. */
function blockMs(
  cells: readonly SituationCell[],
  all: readonly SituationCell[],
  { requests, plan }: SeveralPlan,
): number {
  const waves = Math.ceil(requests / Math.max(1, plan.concurrency))
  const means = cells.map((cell) => {
    const own = meanOf(cell)
    if (own > 0) return own
    // Before its first turn: as in whatever situation it was slowest so far.
    return Math.max(0, ...all.filter(({ model }) => model === cell.model).map(meanOf))
  })
  return Math.max(shortestMs, waves * Math.max(0, ...means))
}

function meanOf({ active }: SituationCell): number {
  if (active === null) return 0
  const { requests, coldRequests } = active
  return meanDuration({ warmup: requests.warmup, measured: requests.measured, coldRequests })
}

function hostsOf(cells: readonly (readonly SituationCell[])[]): number {
  return new Set(cells.flat().map(({ model }) => model)).size
}
