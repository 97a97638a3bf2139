import { now } from '../../clock.ts'
import type { RunPlan } from '../../plan/header.ts'
import { type LoadPlan, oneClient } from '../../workload/load.ts'
import type { ActiveRun } from '../active-run.ts'
import { assertMeasured } from '../assert-measured.ts'
import type { GroupSetting } from '../group.ts'
import { makeBlock } from '../turn.ts'
import { hasSettled, isWarm, paceOf, type Pace } from './pace.ts'

/** Most requests of a warm-up that goes on, and most for each that was planned. */
const mostRequests = 100
const mostPerPlanned = 10
/** Longest time that it goes on for, in milliseconds, and as a share of the run's budget. */
const longestMs = 60_000
const budgetShare = 0.5
/** Index of the first request that the plan does not have: measured ones keep theirs, and with them their prompts. */
const furtherIndex = 2 ** 30

/**
 * Makes the requests before the measured ones. Of a server, where nobody said how many, one comes first alone: it
 * loads the model where that was not done; then, where it was slow, rounds of the load until they get no quicker.
 * @throws LlmBenchError when none of them succeeds
 */
export async function warmUp(run: ActiveRun, plan: RunPlan, setting: GroupSetting): Promise<void> {
  if (plan.warmup === 0) return
  const began = now()
  const round = async (load: LoadPlan, requests: number): Promise<void> => {
    const loaded = { ...plan, load, concurrency: load.kind === 'closed' ? load.concurrency : 0 }
    const wish = { requests, durationMs: null, spreadMs: 0, phase: 'warmup', slot: 0, budgetMs: plan.budgetMs } as const
    await makeBlock(run, wish, loaded, setting)
  }
  // Limited money is for what is measured.
  const settles = plan.settles && plan.maxUsd === null && isServer(run)
  const paces: (Pace | null)[] = []
  const further = async (load: LoadPlan, requests: number): Promise<void> => {
    const { nextIndex } = run
    const before = run.requests.warmup.count
    run.nextIndex = furtherIndex + before
    await round(load, requests)
    run.nextIndex = nextIndex
    run.coldRequests = before
    paces.push(paceOf([...run.requests.warmup.rows()].slice(before)))
  }
  if (settles && !isAlone(plan)) await further(oneClient, 1)
  const planned = run.requests.warmup.count
  await round(plan.load, plan.warmup)
  assertMeasured(run.member.name, run.requests.warmup.rows())
  // The first of several, or the one that came alone.
  if (isServer(run) && run.requests.warmup.count > 1) run.coldRequests = Math.max(1, planned)
  if (!settles) return
  const rows = [...run.requests.warmup.rows()].slice(planned)
  paces.push(...(isAlone(plan) ? rows.map((row) => paceOf([row])) : [paceOf(rows)]))
  const deadline = began + Math.min(longestMs, budgetShare * plan.budgetMs)
  const most = Math.max(mostRequests, mostPerPlanned * plan.warmup)
  run.settled = hasSettled(paces) ?? isWarm(rows)
  while (run.settled === false && now() < deadline && run.requests.warmup.count < most) {
    await further(plan.load, plan.warmup)
    run.settled = hasSettled(paces) ?? run.settled
  }
}

/** Whether requests go to a server, which may be cold: a local model was loaded and is timed by itself. */
function isServer({ driver }: ActiveRun): boolean {
  const { target, provenance } = driver.facts
  const { kind } = target
  return provenance !== 'recorded' && kind !== 'model' && kind !== 'simulated' && kind !== 'task'
}

/** Whether the load is one client, whose first request is alone as it is. */
function isAlone({ load }: RunPlan): boolean {
  return load.kind === 'closed' && load.concurrency === 1
}
