import { now } from '../../clock.ts'
import { type RunPlan, unlimitedRequests } from '../../plan/header.ts'
import type { ActiveRun } from '../active-run.ts'
import type { GroupSetting } from '../group.ts'
import { attempt } from '../life/attempt.ts'
import { makeBlock } from '../turn.ts'
import { withoutNeighbours } from './without-neighbours.ts'

/** A turn of models that answer at the same time. */
export interface TogetherTurn {
  readonly slot: number
  /** Milliseconds in which each starts requests. */
  readonly blockMs: number
  /** Model processes of this measurement, those included that are idle meanwhile. */
  readonly hosts: number
}

/** Index of requests that are in no plan: measured ones keep theirs, and with them their prompts. */
const furtherIndex = 2 ** 30

/**
 * Has each run make requests for the same time, all at once. One that is done goes on with requests that are not
 * measured until the last is done too: none of the measured ones is made beside fewer models than it is meant to be.
 * @returns for each run the error that ended it; null where none did
 */
export async function turnTogether(
  runs: readonly ActiveRun[],
  turn: TogetherTurn,
  plan: RunPlan,
  setting: GroupSetting,
): Promise<unknown[]> {
  const problems = await atOnce(
    runs,
    async (run) => await measuredBlock(run, turn, plan, setting),
    async (run) => await furtherRequests(run, 1, plan, setting),
    setting,
  )
  withoutNeighbours(
    runs.filter((_, index) => problems[index] === null),
    turn.hosts,
  )
  return problems
}

/** Has each run make requests before the measured ones, all at once, until each has made so many. */
export async function warmUpTogether(
  runs: readonly ActiveRun[],
  requests: number,
  plan: RunPlan,
  setting: GroupSetting,
): Promise<unknown[]> {
  return await atOnce(
    runs,
    async (run) => await furtherRequests(run, requests, plan, setting),
    async (run) => await furtherRequests(run, 1, plan, setting),
    setting,
  )
}

/**
 * Does work for each run, all at once, and more of it for whoever is done before the others.
 * @returns for each run the error that ended it; null where none did
 */
async function atOnce(
  runs: readonly ActiveRun[],
  work: (run: ActiveRun) => Promise<void>,
  more: (run: ActiveRun) => Promise<void>,
  { signal }: GroupSetting,
): Promise<unknown[]> {
  const open = new Set(runs)
  const one = async (run: ActiveRun): Promise<void> => {
    await work(run).finally(() => open.delete(run))
    while (open.size > 0 && !signal.aborted) await more(run)
  }
  return await Promise.all(runs.map(async (run) => await attempt(async () => await one(run))))
}

async function measuredBlock(
  run: ActiveRun,
  { slot, blockMs }: TogetherTurn,
  plan: RunPlan,
  setting: GroupSetting,
): Promise<void> {
  const before = run.requests.count
  const began = now()
  const wish = {
    phase: 'measured',
    slot,
    requests: unlimitedRequests,
    durationMs: plan.load.kind === 'open' ? blockMs : null,
    spreadMs: 0,
    budgetMs: blockMs,
  } as const
  await makeBlock(run, wish, plan, setting)
  run.spentMs += now() - began
  run.measured += run.requests.count - before
}

/** Makes requests that are not measured, under the same load. */
async function furtherRequests(run: ActiveRun, requests: number, plan: RunPlan, setting: GroupSetting): Promise<void> {
  const { nextIndex } = run
  run.nextIndex = furtherIndex + run.requests.warmup.count
  const wish = { phase: 'warmup', slot: 0, requests, spreadMs: 0, budgetMs: plan.budgetMs } as const
  const durationMs = plan.load.kind === 'open' ? openRoundMs : null
  await makeBlock(run, { ...wish, durationMs }, plan, setting)
  run.nextIndex = nextIndex
}

/** Milliseconds of an open load between two looks at whether the others are done. */
const openRoundMs = 200
