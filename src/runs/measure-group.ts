import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { WorkerContext } from '../context.ts'
import { LlmBenchError } from '../errors.ts'
import { now } from '../host/clock.ts'
import { worstConditions } from '../host/conditions.ts'
import type { BlockEnd } from '../host/protocol.ts'
import { readJournal, startJournal } from '../samples/journal.ts'
import type { Sample } from '../samples/sample.ts'
import type { Block, Driver } from '../targets/target.ts'
import type { WorkloadDefinition } from '../workload/workload.ts'
import { addTimings } from './add-timings.ts'
import { Deciding } from './deciding.ts'
import { type BuiltRun, buildRun } from './build-run.ts'
import type { RunEnd, RunHeader, RunPlan } from './header.ts'
import { type Slot, slotsOf } from './interleave.ts'
import { planRun, type RunOptions } from './plan.ts'
import { slug } from './slug.ts'
import { workloadRecord } from './workload-record.ts'

/** One benchmark of a group. */
export interface GroupMember {
  readonly name: string
  readonly workload: WorkloadDefinition
  readonly options: RunOptions
}

/** Where a group is measured, and who is told. */
export interface GroupSetting {
  readonly context: WorkerContext
  /** Path of the file, relative to the project's root. */
  readonly file: string
  readonly test: string
  readonly attempt: number
  /** Error rate of a claim, retries accounted for. */
  readonly alpha: number
  /** Aborted when the test is. */
  readonly signal: AbortSignal
  readonly onProgress: (topic: string, text: string, done: boolean) => void
  /** Does its work while nobody else measures on this machine. */
  readonly withTurn: (work: () => Promise<void>) => Promise<void>
  /** Called once for each member before its first request. */
  readonly onStart: (header: RunHeader) => Promise<void>
  /** Called once for each member, also for one that failed half-way. */
  readonly onRun: (run: BuiltRun) => Promise<void>
}

const durationsInTurn = 4

interface ActiveRun {
  readonly member: GroupMember
  readonly driver: Driver
  readonly header: RunHeader
  readonly journal: string
  readonly deciding: Deciding | null
  readonly samples: Sample[]
  readonly ends: BlockEnd[]
  measured: number
  spentMs: number
}

/**
 * Measures one workload, or several interleaved, and gives their runs in order.
 * @throws LlmBenchError when a target fails, the test is aborted or no request succeeds; what was
 * measured until then has been handed to `onRun`
 */
export async function measureGroup(
  members: readonly GroupMember[],
  setting: GroupSetting,
): Promise<BuiltRun[]> {
  const plan = commonPlan(members, setting.context)
  const comparison = members.length > 1 ? randomUUID() : null
  // All are opened before the first is announced: one that cannot be leaves no half of a comparison.
  const drivers: Driver[] = []
  for (const member of members) drivers.push(await openDriver(member, plan, setting))
  const active: ActiveRun[] = []
  for (const [index, driver] of drivers.entries()) {
    active.push(await announce(members[index] as GroupMember, driver, plan, comparison, setting))
  }
  const problem = await attempt(async () => {
    await setting.withTurn(async () => {
      for (const run of active) await warmUp(run, plan, setting)
      for (const slot of slotsOf(active.length, plan, active[0]?.header.id ?? '')) {
        await measure(active, slot, plan, setting)
        if (active.every(isDecided)) break
      }
    })
  })
  const runs: BuiltRun[] = []
  for (const run of active) {
    // What a dead host had not sent yet, it had written down.
    const samples = problem === null ? run.samples : (readJournal(run.journal)?.samples ?? run.samples)
    const built = buildRun(run.header, samples, await endOf(run, problem))
    runs.push(built)
    setting.onProgress(run.header.id, '', true)
    await setting.onRun(built)
  }
  if (problem !== null) throw problem
  for (const { record, samples } of runs) assertMeasured(record.name, samples)
  return runs
}

function commonPlan(members: readonly GroupMember[], context: WorkerContext): RunPlan {
  const plans = members.map(({ name, options }) => planRun(name, options, context.run))
  const [first] = plans
  if (members.length > 1 && first?.until !== null) {
    throw new LlmBenchError('invalid-option', 'bench.compare: option until applies to a bench that runs alone')
  }
  if (first === undefined) throw new LlmBenchError('invalid-option', 'there is nothing to measure')
  for (const [index, plan] of plans.entries()) {
    if (JSON.stringify(plan) === JSON.stringify(first)) continue
    throw new LlmBenchError(
      'invalid-option',
      `bench.compare: "${members[index]?.name}" and "${members[0]?.name}" have different plans (requests, budget, load or warmup): give both the same`,
    )
  }
  return first
}

async function openDriver(
  { name, workload }: GroupMember,
  plan: RunPlan,
  { onProgress }: GroupSetting,
): Promise<Driver> {
  onProgress(name, `${name}: preparing`, false)
  try {
    return await workload.target.open(workload.request, plan.concurrency)
  } finally {
    onProgress(name, '', true)
  }
}

/** Starts a run's journal and tells of it: from here on it is in the report, whatever happens. */
async function announce(
  member: GroupMember,
  driver: Driver,
  plan: RunPlan,
  comparison: string | null,
  { context, file, test, attempt: tries, alpha, onStart }: GroupSetting,
): Promise<ActiveRun> {
  const id = randomUUID()
  const header: RunHeader = {
    id,
    name: member.name,
    file,
    test,
    attempt: tries,
    startedAt: new Date().toISOString(),
    plan,
    comparison,
    facts: driver.facts,
    workload: workloadRecord(member.workload.request),
    power: context.power,
    electricity: context.electricity,
    cores: availableParallelism(),
  }
  const journal = join(driver.journalFolder, `${Date.now()}-${slug(member.name)}-${id}.jsonl`)
  startJournal(journal, header)
  await onStart(header)
  const deciding = plan.until === null ? null : new Deciding(plan.until, alpha)
  return { member, driver, header, journal, deciding, samples: [], ends: [], measured: 0, spentMs: 0 }
}

/** Whether a run that goes on until claims are decided need not go on. */
function isDecided({ deciding, samples }: ActiveRun): boolean {
  return deciding?.look(samples.filter(({ phase }) => phase === 'measured')) ?? false
}

async function warmUp(run: ActiveRun, plan: RunPlan, setting: GroupSetting): Promise<void> {
  if (plan.warmup === 0) return
  await block(run, { phase: 'warmup', slot: 0, firstIndex: 0, requests: plan.warmup, spreadMs: 0, budgetMs: plan.budgetMs }, setting)
  assertMeasured(run.member.name, run.samples)
}

async function measure(
  active: readonly ActiveRun[],
  slot: Slot,
  plan: RunPlan,
  setting: GroupSetting,
): Promise<void> {
  const run = active[slot.member]
  if (run === undefined) return
  const requests = Math.min(slot.requests, plan.requests - run.measured)
  const mean = meanDuration(run.samples)
  // A turn much shorter than its requests would be ramp and drain only.
  const turnMs = Math.max(slot.budgetMs, durationsInTurn * mean)
  const budgetMs = Math.min(turnMs, plan.budgetMs - run.spentMs)
  if (requests <= 0 || budgetMs <= 0) return
  const firstIndex = run.samples.length
  const began = now()
  await block(
    run,
    { phase: 'measured', slot: slot.index, firstIndex, requests, spreadMs: mean, budgetMs },
    setting,
  )
  run.spentMs += now() - began
  run.measured += run.samples.length - firstIndex
}

async function block(
  run: ActiveRun,
  asked: Omit<Block, 'journal'>,
  { signal, onProgress }: GroupSetting,
): Promise<void> {
  const { requests } = run.header.plan
  const end = await run.driver.run(
    { ...asked, journal: run.journal },
    (samples) => {
      run.samples.push(...samples)
      const done = asked.phase === 'warmup' ? 0 : run.measured + run.samples.length - asked.firstIndex
      onProgress(run.header.id, `${run.member.name}: ${done === 0 ? 'warming up' : `${done} of ${requests} requests`}`, false)
    },
    signal,
  )
  if (asked.phase === 'measured') run.ends.push(end)
  if (end.endedBy === 'aborted') {
    throw new LlmBenchError(
      'aborted',
      `bench "${run.member.name}" was aborted after ${run.samples.length} requests (the test timed out or was cancelled); they are kept in the report`,
    )
  }
}

function meanDuration(samples: readonly Sample[]): number {
  const durations = samples.filter(({ state }) => state === 'completed').map(({ sent, end }) => end - sent)
  return durations.length === 0 ? 0 : durations.reduce((sum, value) => sum + value, 0) / durations.length
}

async function endOf(run: ActiveRun, problem: unknown): Promise<RunEnd> {
  // A host that died has no memory to ask for any more.
  const peaks = await run.driver.peaks().catch(() => null)
  return {
    endedBy: endedBy(run, problem),
    error: problem === null ? null : messageOf(problem),
    engineTimings: addTimings(run.ends.map(({ engineTimings }) => engineTimings)),
    peaks,
    decisions: run.deciding?.decisions ?? [],
    conditions: worstConditions(run.ends.map(({ conditions }) => conditions)),
  }
}

function endedBy(run: ActiveRun, problem: unknown): RunEnd['endedBy'] {
  // A process that was ended because the test was over did not crash.
  if (problem instanceof LlmBenchError && ['aborted', 'host-timeout'].includes(problem.code)) return 'aborted'
  if (problem !== null) return 'crash'
  if (isDecided(run)) return 'decided'
  return run.measured < run.header.plan.requests ? 'budget' : 'requests'
}

function assertMeasured(name: string, samples: readonly Sample[]): void {
  const failed = samples.filter((sample) => sample.state === 'failed')
  const [first] = failed
  if (samples.length > 0 && failed.length < samples.length) return
  const why = first === undefined ? 'the budget ended before the first request' : `${first.failure.class}: ${first.failure.message}`
  throw new LlmBenchError('engine-failed', `bench "${name}": none of ${samples.length} requests succeeded (${why})`)
}

function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : `${typeof problem} was thrown`
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
