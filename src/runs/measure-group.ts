import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { WorkerContext } from '../context.ts'
import { requestUsd, type TokenPrices } from '../cost/token-prices.ts'
import { tracedRequest, usualRequestUsd, worstRequestUsd } from '../cost/worst-cost.ts'
import { LlmBenchError } from '../errors.ts'
import { now } from '../host/clock.ts'
import { worstConditions } from '../host/conditions.ts'
import type { BlockLoad } from '../host/load/block-load.ts'
import type { BlockEnd } from '../host/protocol.ts'
import { readJournal, startJournal } from '../samples/journal.ts'
import type { Sample } from '../samples/sample.ts'
import type { Block, Driver } from '../targets/target.ts'
import type { Prompt } from '../workload/prompt.ts'
import type { RequestDefinition, WorkloadDefinition } from '../workload/workload.ts'
import { addTimings } from './add-timings.ts'
import { Deciding } from './deciding.ts'
import { type BuiltRun, buildRun } from './build-run.ts'
import { planBlock } from './block-load.ts'
import { type RunEnd, type RunHeader, type RunPlan, unlimitedRequests } from './header.ts'
import { type Slot, slotsOf } from './interleave.ts'
import { joinFigures } from './join-figures.ts'
import { planRun, type RunOptions } from './plan.ts'
import type { SweepRecord } from './record.ts'
import { slug } from './slug.ts'
import { workloadRecord } from './workload-record.ts'

/** One benchmark of a group. */
export interface GroupMember {
  readonly name: string
  readonly workload: WorkloadDefinition
  readonly options: RunOptions
  /** Which level of which sweep it is. */
  readonly sweep?: SweepRecord
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
  /** Tells a person something once, before it happens. */
  readonly onNotice: (text: string) => void
  /** Does its work while nobody else measures on this machine. */
  readonly withTurn: (work: () => Promise<void>) => Promise<void>
  /** Called once for each member before its first request. */
  readonly onStart: (header: RunHeader) => Promise<void>
  /** Called once for each member, also for one that failed half-way. */
  readonly onRun: (run: BuiltRun) => Promise<void>
}

const durationsInTurn = 4
/** Turns of an interleaved open load draw their own arrivals: seeds this far apart. */
const seedStep = 7919

interface ActiveRun {
  readonly member: GroupMember
  readonly driver: Driver
  readonly header: RunHeader
  readonly journal: string
  readonly deciding: Deciding | null
  readonly samples: Sample[]
  readonly ends: BlockEnd[]
  /** Index of the next request, or conversation. */
  nextIndex: number
  measured: number
  spentMs: number
  spentUsd: number
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
  const drivers = await openAll(members, plan, setting)
  const active: ActiveRun[] = []
  for (const [index, driver] of drivers.entries()) {
    active.push(await announce(members[index] as GroupMember, driver, plan, comparison, setting))
  }
  const problem = await attempt(async () => {
    await setting.withTurn(async () => {
      for (const run of active) await warmUp(run, plan, setting)
      for (const slot of slotsOf(active.length, plan, active[0]?.header.id ?? '')) {
        await measure(active, slot, plan, setting)
        if (active.every((run) => isDecided(run) || isOver(run, plan))) break
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
  if (members.length > 1 && first?.load.kind === 'open' && first.load.name !== 'rate') {
    throw new LlmBenchError(
      'invalid-option',
      `bench.compare: a ${first.load.name} cannot be cut into turns: compare under concurrent(n) or rate(n)`,
    )
  }
  if (members.length > 1 && first?.until !== null) {
    throw new LlmBenchError('invalid-option', 'bench.compare: option until applies to a bench that runs alone')
  }
  if (first === undefined) throw new LlmBenchError('invalid-option', 'there is nothing to measure')
  for (const [index, plan] of plans.entries()) {
    if (JSON.stringify(plan) === JSON.stringify(first)) continue
    throw new LlmBenchError(
      'invalid-option',
      `bench.compare: "${members[index]?.name}" and "${members[0]?.name}" have different plans (requests, duration, budget, load, warmup or maxUsd): give both the same`,
    )
  }
  return first
}

async function openAll(members: readonly GroupMember[], plan: RunPlan, setting: GroupSetting): Promise<Driver[]> {
  const drivers: Driver[] = []
  try {
    for (const member of members) {
      const driver = await openDriver(member, plan, setting)
      drivers.push(driver)
      assertPriced(member, driver, plan, setting)
    }
    return drivers
  } catch (error) {
    for (const driver of drivers) driver.close()
    throw error
  }
}

async function openDriver(
  { name, workload }: GroupMember,
  plan: RunPlan,
  { onProgress }: GroupSetting,
): Promise<Driver> {
  onProgress(name, `${name}: preparing`, false)
  try {
    return await workload.target.open(workload.request, plan.load, (text) => onProgress(name, `${name}: ${text}`, false))
  } finally {
    onProgress(name, '', true)
  }
}

/** @throws LlmBenchError `invalid-option` when money is limited and nobody said what a token costs */
function assertPriced({ name, workload }: GroupMember, { facts }: Driver, plan: RunPlan, { onNotice, context }: GroupSetting): void {
  const { price } = facts
  if (price === null) {
    if (plan.maxUsd === null) return
    throw new LlmBenchError(
      'invalid-option',
      `bench "${name}": option maxUsd is ${plan.maxUsd}, and nobody said what "${facts.target.model}" costs: give endpoint() or languageModel() the option price: price({ inputPerMTok, outputPerMTok })`,
    )
  }
  if (facts.local) return
  const limit = plan.maxUsd === null ? 'no limit: set maxUsd' : `limit ${plan.maxUsd} USD`
  onNotice(`${name}: ${estimate(workload.request, price, plan, context)} at ${price.label} if every answer is as long as it may be (${limit})`)
}

/** What a run will cost, as far as it is known beforehand how long it is. */
function estimate(request: RequestDefinition, price: TokenPrices, plan: RunPlan, { root }: WorkerContext): string {
  const about = (usd: number): string => `about ${usd.toPrecision(2)} USD`
  const closed = plan.load.kind === 'closed'
  if (closed && plan.requests >= unlimitedRequests) return `${about(usualRequestUsd(request, price))} a request`
  const { units, load } = planBlock(plan, {
    units: plan.requests,
    durationMs: plan.durationMs,
    spreadMs: 0,
    seed: request.sampling.seed + seedStep,
    root,
  })
  return about(usualRequestUsd(tracedRequest(request, load), price) * (units + plan.warmup))
}

/**
 * What requests have cost; one that failed, or whose tokens nobody counted, may have been billed as the
 * dearest.
 */
function costOf(samples: readonly Sample[], request: RequestDefinition, price: TokenPrices | null): number {
  if (price === null) return 0
  const worst = worstRequestUsd(request, price)
  return samples.reduce((sum, { state, tokens }) => {
    const isUnknown = state === 'failed' || tokens.source === 'chunks'
    return sum + (isUnknown ? worst : requestUsd(price, tokens))
  }, 0)
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
    part: member.options.part ?? null,
    sweep: member.sweep ?? null,
    facts: driver.facts,
    workload: workloadRecord(member.workload),
    power: context.power,
    electricity: context.electricity,
    cores: availableParallelism(),
  }
  const journal = join(driver.journalFolder, `${Date.now()}-${slug(member.name)}-${id}.jsonl`)
  startJournal(journal, header)
  await onStart(header)
  const deciding = plan.until === null ? null : new Deciding(plan.until, alpha)
  return { member, driver, header, journal, deciding, samples: [], ends: [], nextIndex: 0, measured: 0, spentMs: 0, spentUsd: 0 }
}

/** Whether a run that goes on until claims are decided need not go on. */
function isDecided({ deciding, samples }: ActiveRun): boolean {
  return deciding?.look(samples.filter(({ phase }) => phase === 'measured')) ?? false
}

/** Whether nothing is left to measure: its requests are made, its time is over or its money spent. */
function isOver({ measured, spentMs, ends }: ActiveRun, { requests, budgetMs, durationMs }: RunPlan): boolean {
  return measured >= requests || spentMs >= Math.min(budgetMs, durationMs ?? budgetMs) || ends.at(-1)?.endedBy === 'cost'
}

async function warmUp(run: ActiveRun, plan: RunPlan, setting: GroupSetting): Promise<void> {
  if (plan.warmup === 0) return
  const wish = { requests: plan.warmup, durationMs: null, spreadMs: 0 }
  await block(run, { ...wish, phase: 'warmup', slot: 0, budgetMs: plan.budgetMs }, plan, setting)
  assertMeasured(run.member.name, run.samples)
}

async function measure(
  active: readonly ActiveRun[],
  slot: Slot,
  plan: RunPlan,
  setting: GroupSetting,
): Promise<void> {
  const run = active[slot.member]
  if (run === undefined || isOver(run, plan)) return
  const requests = Math.min(slot.requests, plan.requests - run.measured)
  const mean = meanDuration(run.samples)
  // A turn much shorter than its requests would be ramp and drain only.
  const turnMs = Math.max(slot.budgetMs, durationsInTurn * mean)
  const left = (total: number): number => total - run.spentMs
  const durationMs = plan.durationMs === null ? null : Math.min(turnMs, left(plan.durationMs))
  // An open load is given its time by its schedule, and may be late.
  const closedMs = plan.load.kind === 'closed' ? (durationMs ?? turnMs) : turnMs
  const before = run.samples.length
  const began = now()
  await block(
    run,
    {
      phase: 'measured',
      slot: slot.index,
      requests,
      durationMs: plan.load.kind === 'open' && active.length > 1 ? (durationMs ?? turnMs) : durationMs,
      spreadMs: rampUpOf(plan) ?? mean,
      budgetMs: Math.min(closedMs, left(plan.budgetMs)),
    },
    plan,
    setting,
  )
  run.spentMs += now() - began
  run.measured += run.samples.length - before
}

function rampUpOf({ load }: RunPlan): number | null {
  return load.kind === 'closed' ? load.rampUpMs : null
}

interface AskedBlock extends Pick<Block, 'phase' | 'slot' | 'budgetMs'> {
  readonly requests: number
  readonly durationMs: number | null
  readonly spreadMs: number
}

async function block(
  run: ActiveRun,
  { requests, durationMs, spreadMs, ...asked }: AskedBlock,
  plan: RunPlan,
  { signal, onProgress, context }: GroupSetting,
): Promise<void> {
  const { request } = run.member.workload
  const { prompts, sampling } = request
  const { units, load } = planBlock(plan, {
    units: Math.ceil(requests / turnsOf(prompts)),
    durationMs,
    spreadMs,
    seed: sampling.seed + seedStep * (asked.phase === 'warmup' ? 0 : asked.slot + 1),
    root: context.root,
  })
  const before = run.samples.length
  const leftUsd = plan.maxUsd === null ? null : plan.maxUsd - run.spentUsd
  const end = await run.driver.run(
    {
      ...asked,
      units,
      load,
      firstIndex: run.nextIndex,
      journal: run.journal,
      maxUsd: leftUsd,
    },
    (samples) => {
      run.samples.push(...samples)
      const done = asked.phase === 'warmup' ? 0 : run.measured + run.samples.length - before
      onProgress(run.header.id, `${run.member.name}: ${done === 0 ? 'warming up' : progressOf(done, plan, load)}`, false)
    },
    signal,
  )
  run.nextIndex += units
  const asRequested = tracedRequest(request, load)
  run.spentUsd += costOf(run.samples.slice(before), asRequested, run.driver.facts.price)
  if (asked.phase === 'measured') run.ends.push(end)
  if (end.endedBy === 'cost' && run.measured === 0 && run.samples.length === before) throw tooDear(run, asRequested, plan, leftUsd ?? 0)
  if (end.endedBy === 'aborted') {
    throw new LlmBenchError(
      'aborted',
      `bench "${run.member.name}" was aborted after ${run.samples.length} requests (the test timed out or was cancelled); they are kept in the report`,
    )
  }
}

function tooDear(
  { member: { name }, driver }: ActiveRun,
  request: RequestDefinition,
  { maxUsd }: RunPlan,
  leftUsd: number,
): LlmBenchError {
  const { price } = driver.facts
  const worst = price === null ? 0 : worstRequestUsd(request, price)
  return new LlmBenchError(
    'invalid-option',
    `bench "${name}": option maxUsd is ${maxUsd}, of which ${leftUsd.toPrecision(2)} USD are left, and one request may cost ${worst.toPrecision(2)}: raise it, or lower maxTokens`,
  )
}

/** Requests a conversation has, on average; 1 for what is none. */
function turnsOf(prompts: readonly Prompt[]): number {
  const turns = prompts.reduce((sum, prompt) => sum + (prompt.kind === 'conversation' ? prompt.turns.length : 1), 0)
  return turns / prompts.length
}

function progressOf(done: number, { requests }: RunPlan, load: BlockLoad): string {
  if (requests < unlimitedRequests) return `${done} of ${requests} requests`
  return load.kind === 'open' ? `${done} of ${load.at.length} requests` : `${done} requests`
}

function meanDuration(samples: readonly Sample[]): number {
  const durations = samples.filter(({ state }) => state === 'completed').map(({ sent, end }) => end - sent)
  return durations.length === 0 ? 0 : durations.reduce((sum, value) => sum + value, 0) / durations.length
}

async function endOf(run: ActiveRun, problem: unknown): Promise<RunEnd> {
  // A host that died has no memory to ask for any more.
  const peaks = await run.driver.peaks().catch(() => null)
  const loadHosts = run.driver.loadHosts()
  run.driver.close()
  return {
    endedBy: endedBy(run, problem),
    error: problem === null ? null : messageOf(problem),
    engineTimings: addTimings(run.ends.map(({ engineTimings }) => engineTimings)),
    peaks,
    decisions: run.deciding?.decisions ?? [],
    unsent: run.ends.reduce((sum, { unsent }) => sum + unsent, 0),
    loadHosts,
    server: joinFigures(run.ends.map(({ server }) => server)),
    conditions: worstConditions(run.ends.map(({ conditions }) => conditions)),
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
