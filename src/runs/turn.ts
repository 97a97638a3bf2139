import type { LiveProgress } from './live/live-figures.ts'
import { LlmBenchError } from '../errors.ts'
import { tracedRequest } from '../cost/worst-cost.ts'
import { now } from '../clock.ts'
import type { BlockLoad } from '../block/load.ts'
import { formatCount } from '../figures.ts'
import { keepJournal } from '../samples/journal.ts'
import type { Block } from '../block/block.ts'
import type { Prompt } from '../workload/prompt.ts'
import { type ActiveRun, isOver } from './active-run.ts'
import { meanDuration, meanUnitDuration, type TimedRequests } from '../samples/durations.ts'
import { planBlock } from '../plan/plan-block.ts'
import type { GroupSetting } from './group.ts'
import { type RunPlan, unlimitedRequests } from '../plan/header.ts'
import type { Slot } from '../plan/interleave.ts'
import { stopWords, suiteMoneyFor, suiteSpent, wantedUsd } from './money/suite-money.ts'
import { unpricedNotice } from './money/unpriced-calls.ts'
import { costOfRequests, tooDear } from './run-money.ts'

const durationsInTurn = 4
/** Distance of the seeds by which turns of an interleaved open load draw their own arrivals. */
const seedStep = 7919

/** Makes the requests of a turn; nothing where the run is over. */
export async function measureTurn(
  active: readonly ActiveRun[],
  slot: Slot,
  plan: RunPlan,
  setting: GroupSetting,
): Promise<void> {
  const run = active[slot.member]
  if (run === undefined || isOver(run, plan)) return
  const requests = Math.min(slot.requests, plan.requests - run.measured)
  const mean = meanDuration(timedOf(run))
  // A turn much shorter than its requests would be ramp and drain only.
  const turnMs = Math.max(slot.budgetMs, durationsInTurn * mean)
  const left = (total: number): number => total - run.spentMs
  const durationMs = plan.durationMs === null ? null : Math.min(turnMs, left(plan.durationMs))
  // An open load is given its time by its schedule, and may be late.
  const closedMs = plan.load.kind === 'closed' ? (durationMs ?? turnMs) : turnMs
  const before = run.requests.count
  const began = now()
  await makeBlock(
    run,
    {
      phase: 'measured',
      slot: slot.index,
      requests,
      durationMs: plan.load.kind === 'open' && active.length > 1 ? (durationMs ?? turnMs) : durationMs,
      spreadMs: rampUpOf(plan) ?? meanUnitDuration(timedOf(run)),
      budgetMs: Math.min(closedMs, left(plan.budgetMs)),
    },
    plan,
    setting,
  )
  run.spentMs += now() - began
  run.measured += run.requests.count - before
}

function timedOf({ requests: { warmup, measured }, coldRequests }: ActiveRun): TimedRequests {
  return { warmup, measured, coldRequests }
}

function rampUpOf({ load }: RunPlan): number | null {
  return load.kind === 'closed' ? load.rampUpMs : null
}

/** @throws LlmBenchError `not-measured` where no time has passed since */
function assertMoving(began: number, name: string): void {
  if (now() > began) return
  throw new LlmBenchError(
    'not-measured',
    `bench "${name}": the clock stands still, process.hrtime() gives the same time before and after requests: ` +
      'import vitest-llm-bench before process.hrtime is replaced, or restore it for the bench',
  )
}

/** The requests of a block as a run wants them. */
export interface TurnBlock extends Pick<Block, 'phase' | 'slot' | 'budgetMs'> {
  readonly requests: number
  readonly durationMs: number | null
  readonly spreadMs: number
}

/**
 * Has the target make a block of a run's requests, and takes them.
 * @throws LlmBenchError of the target, and where money or the clock does not allow it
 */
export async function makeBlock(
  run: ActiveRun,
  { requests, durationMs, spreadMs, ...asked }: TurnBlock,
  plan: RunPlan,
  { signal, onProgress, onNotice, context, money }: GroupSetting,
): Promise<void> {
  const { request } = run.member.workload
  const { prompts, sampling } = request
  const { units, load } = planBlock(plan, {
    // Every client is warmed up, also where each makes several requests of a conversation.
    units: Math.max(Math.ceil(requests / turnsOf(prompts)), asked.phase === 'warmup' ? plan.concurrency : 1),
    durationMs,
    spreadMs,
    seed: sampling.seed + seedStep * (asked.phase === 'warmup' ? 0 : asked.slot + 1),
    root: context.root,
  })
  const before = run.requests.count
  const asRequested = tracedRequest(request, load)
  keepJournal(run.journal, run.header)
  const began = now()
  const leftUsd = plan.maxUsd === null ? null : Math.max(0, plan.maxUsd - run.spentUsd)
  const suite = suiteMoneyFor(run.driver.facts, money)
  const want = wantedUsd(run.driver.facts, asRequested, { units, concurrency: plan.concurrency })
  const held = suite === null ? null : await suite.hold(leftUsd === null ? want : Math.min(leftUsd, want ?? leftUsd))
  const spentBefore = run.spentUsd
  const driven = run.driver.run(
    {
      ...asked,
      units,
      load,
      firstIndex: run.nextIndex,
      journal: run.journal,
      maxUsd: held === null ? leftUsd : Math.min(held.usd, leftUsd ?? held.usd),
    },
    (samples) => {
      for (const sample of samples) {
        run.requests.add(sample)
        run.nextIndex = Math.max(run.nextIndex, sample.index + 1)
      }
      run.spentUsd += costOfRequests(samples, asRequested, run.driver.facts.price)
      const unpriced = suite === null && leftUsd === null ? null : unpricedNotice(samples, run.unpriced)
      if (unpriced !== null) onNotice(`${run.member.name}: ${unpriced}`)
      const at = now()
      run.live.add(samples, plan.load.kind)
      if (!run.live.isDue(at)) return
      const done = asked.phase === 'warmup' ? 0 : run.measured + run.requests.count - before
      const text = done === 0 ? 'warming up' : run.live.words(progressOf(run, { done, at, began }, plan, load), at)
      onProgress(run.header.id, text, false, run.member.name)
    },
    signal,
  )
  const end = await driven.finally(async () => await held?.settle(run.spentUsd - spentBefore))
  const isSuites = suite !== null && held !== null && (leftUsd === null || held.usd < leftUsd)
  if (end.endedBy === 'cost' && isSuites) {
    const { limitUsd } = suite
    const spentUsd = held.spentUsd + run.spentUsd - spentBefore
    const stop = { limitUsd, spentUsd }
    if (run.measured === 0 && run.requests.count === before) throw suiteSpent(run.member.name, run.driver.facts, stop)
    run.moneyStop = stop
    onNotice(`${run.member.name}: ${stopWords(limitUsd, spentUsd)}`)
  }
  if (run.requests.count > before) assertMoving(began, run.member.name)
  run.switches.push(...(end.switches ?? []))
  if (asked.phase === 'measured') run.ends.push(end)
  if (end.endedBy === 'cost' && run.measured === 0 && run.requests.count === before)
    throw tooDear(run, asRequested, plan, leftUsd ?? 0)
  if (end.endedBy === 'aborted') {
    throw new LlmBenchError(
      'aborted',
      `bench "${run.member.name}" was aborted after ${formatCount(run.requests.count)} requests ` +
        '(the test timed out or was cancelled); they are kept in the report',
    )
  }
}

/** Requests a conversation has, on average; 1 where prompts are none. */
function turnsOf(prompts: readonly Prompt[]): number {
  const turns = prompts.reduce((sum, prompt) => sum + (prompt.kind === 'conversation' ? prompt.turns.length : 1), 0)
  return turns / prompts.length
}

function progressOf(
  { spentMs }: ActiveRun,
  { done, at, began }: { readonly done: number; readonly at: number; readonly began: number },
  { requests, durationMs, budgetMs, until }: RunPlan,
  load: BlockLoad,
): LiveProgress {
  const spent = spentMs + at - began
  const asked = requests < unlimitedRequests ? requests : load.kind === 'open' ? load.at.length : null
  const shares = [done / (asked ?? Infinity), spent / budgetMs, spent / (durationMs ?? Infinity)]
  return { done, asked, spentMs: spent, share: Math.min(1, Math.max(...shares)), isMost: until !== null }
}
