import { randomUUID } from 'node:crypto'
import { recordArtifact, type RunnerTestCase } from 'vitest'
import { runChart } from '../../reporters/charts/run/run-chart.ts'
import { runSeries } from '../metrics/run-series.ts'
import { runSummary } from '../../reporters/words/run-summary.ts'
import { versusLine } from '../../reporters/words/versus.ts'
import { Anchor } from './anchor.ts'
import { versusOf } from './versus.ts'
import { partNumber } from '../plan/start/part-number.ts'
import type { RunRecord } from '../record/run.ts'
import { subjectOf } from '../runs/subject.ts'
import type { RunArtifact, StartedArtifact } from '../worker/artifacts.ts'
import { digestOf } from '../stats/quantiles/digest.ts'
import { brokerChannel } from '../broker/client.ts'
import { workerContext } from '../worker/worker-context.ts'
import type { BrokerCalls } from '../broker/calls.ts'
import type { Channel } from '../channel/channel.ts'
import { Lock } from '../lock.ts'
import { wholeMachine } from '../owned/line.ts'
import type { RunLock } from '../runs/lock/run-lock.ts'
import { clockZero, wallTime } from '../clock.ts'
import { clockName } from '../machine/facts/wall-clock.ts'
import { plainText } from '../plain-text.ts'
import { blobLabel, filePath } from '../worker/project-place.ts'
import { attemptsOf } from '../worker/attempts.ts'
import { encodeColumns } from '../samples/columns.ts'
import type { BuiltRun } from '../runs/build-run.ts'
import type { LlmRun } from './llm-run.ts'
import type { Verdict } from '../record/claim.ts'
import type { GroupMember, GroupSetting } from '../runs/group.ts'
import type { SuiteMoney } from '../runs/money/suite-money.ts'
import { measureGroup } from '../runs/measure-group.ts'
import { tellEnvironment } from './tell-environment.ts'
import { resultOf } from './result.ts'
import { untilEnd } from './until-end.ts'
import { withDeepStack } from '../worker/with-deep-stack.ts'

/** A workload to measure for a test. */
export interface TestMember extends GroupMember {
  /** Judges a level of a search, for the report. */
  readonly judge?: (run: LlmRun) => Verdict
}

/**
 * Measures workloads for a Vitest test: aborted with it, told to its reporters as an artifact (the
 * data) and an annotation (the chart that Vitest's UI shows), also when it fails half-way.
 */
export async function measureInTest(test: RunnerTestCase, members: readonly TestMember[]): Promise<LlmRun[]> {
  const runs = await inTest(test, members, async (setting) => await measureGroup(members, setting))
  return runs.map(resultOf)
}

/** As {@link measureInTest}, measured in whatever way `measure` does. */
export async function inTest<Measured>(
  test: RunnerTestCase,
  members: readonly TestMember[],
  measure: (setting: GroupSetting) => Promise<Measured>,
): Promise<Measured> {
  const name = members.map((member) => member.name).join(', ')
  return await untilEnd(test, name === '' ? test.name : name, async (signal) => {
    return await inSetting(test, members, measure, signal)
  })
}

/** Simulated runs of this process, one at a time: each moves its clock. */
const simulatedLine = new Lock()

async function inSetting<Measured>(
  test: RunnerTestCase,
  members: readonly TestMember[],
  measure: (setting: GroupSetting) => Promise<Measured>,
  signal: AbortSignal,
): Promise<Measured> {
  const context = workerContext()
  const broker = await brokerChannel(context.broker)
  const { attempt, repeat, alpha } = attemptsOf(test)
  const arms: BuiltRun[] = []
  const { simulate } = context
  const isAsked = members.some(({ options, sweep }) => options.anchor ?? (sweep === undefined && context.run.anchor))
  const isAnchored = isAsked && simulate === null
  const anchor = isAnchored ? new Anchor(context, signal) : null
  return await measure({
    context,
    file: filePath(context.runRoot, test.file.filepath),
    test: test.fullTestName,
    project: context.project,
    blob: blobLabel(test.file.meta),
    attempt,
    repeat,
    alpha,
    signal,
    part: () => partNumber(context.shard),
    leftMs: () => leftMs(test),
    ...(context.maxUsd === null || simulate !== null ? {} : { money: suiteMoney(context.maxUsd, broker) }),
    journalFolder: async () => await broker.request('journal-folder', context.outputDirectory),
    readMeter: async () => await broker.request('read-meter', context.project),
    machine: async () => await broker.request('machine', null),
    withLock: async (work, lock = wholeLock(members)) => {
      // Nobody has the machine, only the clock of this process.
      if (simulate !== null) return await simulatedLine.hold(work)
      await withLock(broker, signal, lock, async () => {
        if (anchor === null) await work()
        else await anchor.around(work)
      })
    },
    withRack: async (work) => await withRack(broker, work),
    isAnchored,
    onProgress: (topic, text, done, name) => {
      // Progress is a courtesy: nobody waits for it and nobody misses it.
      broker.request('progress', { topic, text, done, ...(name === undefined ? {} : { name }) }).catch(() => {})
    },
    onNotice: (text) => {
      broker.request('progress', { topic: '', text, done: false, keep: true }).catch(() => {})
    },
    onStart: async (header) => {
      await tellEnvironment(test, context)
      await record(test, { type: 'vitest-llm-bench:started', header })
    },
    onRun: async (run) => {
      const state = anchor?.mark(run) ?? null
      if (state !== null)
        broker.request('progress', { topic: '', text: state, done: false, keep: true }).catch(() => {})
      judgeLevel(run, members)
      arms.push(run)
      compareArms(run, arms)
      await tell(test, run)
    },
  })
}

function judgeLevel(run: BuiltRun, members: readonly TestMember[]): void {
  const measured = run.record
  const judge = members.find(({ name }) => name === measured.name)?.judge
  if (judge === undefined || measured.sweep === null || measured.state === 'partial') return
  measured.sweep = { ...measured.sweep, verdict: judge(resultOf(run)) }
}

/**
 * Writes down how an arm of a comparison does beside the first one, as soon as both are known; of several models, how
 * each does beside itself alone.
 */
function compareArms(run: BuiltRun, arms: readonly BuiltRun[]): void {
  const first = run.record.together === null ? arms[0] : aloneOf(run, arms)
  const [ours, theirs] = [run, first ?? run].map((built) => subjectOf(resultOf(built)))
  const isArm = run.record.load.comparison !== null && first !== undefined && first !== run
  if (isArm && ours !== undefined && ours !== null && theirs !== undefined && theirs !== null)
    run.record.versus = versusOf(ours, theirs)
}

function aloneOf(run: BuiltRun, arms: readonly BuiltRun[]): BuiltRun | undefined {
  const { together } = run.record
  return arms.find((arm) => arm.record.together?.model === together?.model && arm.record.together?.beside.length === 0)
}

function wholeLock(members: readonly TestMember[]): RunLock {
  return { name: members.map(({ name }) => name).join(', '), resources: [wholeMachine], beside: null }
}

/**
 * Two measurements at once would measure each other: across workers, projects and processes one at a time has the
 * machine, or what of it the lock names.
 */
async function withLock(
  broker: Channel<BrokerCalls>,
  signal: AbortSignal,
  lock: RunLock,
  work: () => Promise<void>,
): Promise<void> {
  const id = randomUUID()
  const giveUp = (): void => void broker.request('unlock', id).catch(() => {})
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    await broker.request('lock', { id, name: lock.name, resources: lock.resources })
    await work()
  } finally {
    signal.removeEventListener('abort', giveUp)
    lock.beside = await broker.request('unlock', id).catch(() => null)
  }
}

/** Others measure meanwhile: load hosts that two loads had in common would make their requests in turns. */
async function withRack<Result>(
  broker: Channel<BrokerCalls>,
  work: (rack: number) => Promise<Result>,
): Promise<Result> {
  const id = randomUUID()
  try {
    return await work(await broker.request('rack', id))
  } finally {
    broker.request('free-rack', id).catch(() => {})
  }
}

/** Milliseconds until Vitest ends a test; null where it does not. */
function leftMs({ timeout, result }: RunnerTestCase): number | null {
  const isEndless = timeout <= 0 || !Number.isFinite(timeout)
  return isEndless ? null : (result?.startTime ?? wallTime()) + timeout - wallTime()
}

async function tell(test: RunnerTestCase, { record: run, measured }: BuiltRun): Promise<void> {
  const columns = encodeColumns(measured.columns)
  const { gaps } = measured.readable
  await record(test, {
    type: 'vitest-llm-bench:run',
    record: run,
    columns,
    gaps: digestOf(gaps, gaps.length),
    clockZero: clockZero(),
    clock: clockName(),
  })
  const body = runChart(run, runSeries(measured))
  const chart = { contentType: 'image/svg+xml', body, bodyEncoding: 'utf-8' } as const
  try {
    await withDeepStack(
      async () => await test.context.annotate(`${plainText(run.name)}: ${annotationOf(run)}`, 'llm-bench', chart),
    )
  } catch {
    // The test is over already: the chart is in the report.
  }
}

/** A run in one line, and beside the first arm of its comparison. */
function annotationOf(run: RunRecord): string {
  const versus = versusLine(run)
  return versus === null ? runSummary(run) : `${runSummary(run)}; ${versus}`
}

async function record(test: RunnerTestCase, artifact: StartedArtifact | RunArtifact): Promise<void> {
  try {
    await withDeepStack(async () => await recordArtifact(test, artifact))
  } catch {
    // The test is over already; the reporter finds the run in its journal.
  }
}

/** The money of all files and workers, which the broker counts. */
function suiteMoney(limitUsd: number, broker: Channel<BrokerCalls>): SuiteMoney {
  return {
    limitUsd,
    hold: async (wantUsd) => {
      const id = randomUUID()
      const held = await broker.request('hold-money', { id, limitUsd, wantUsd })
      return {
        ...held,
        settle: async (spentUsd) => await broker.request('settle-money', { id, spentUsd }).catch(() => {}),
      }
    },
  }
}
