import type { MetricName } from '../../record/metric.ts'
import type { Acceptable } from '../../verdicts/acceptable.ts'
import { LlmBenchError } from '../../errors.ts'
import { type ComparedBench, compareBench } from './compare-launches.ts'
import { couldBeConfirmed, judgeTogether } from './judge-together.ts'
import type { Launch } from './launch.ts'
import { type FailedLaunch, measureSet, type SetPlan } from './measure-sets.ts'
import type { SideLetter } from './abba.ts'
import { ownSource, type PackageSource } from './sides/packages.ts'
import { prepareSide, type Side, type SidePlan } from './sides/prepare-side.ts'
import { findRepository, findRevision, type Revision, workingTree } from './sides/repository.ts'
import { openWorkplace } from './sides/workplace.ts'

/** A call of `llm-bench ab`. */
export interface AbCall {
  /** Folder in which the project's Vitest is run. */
  readonly cwd: string
  readonly before: string
  /** Revision that is judged; null for the working tree. */
  readonly after: string | null
  /** Null for the usual one: latency, of an open load response. */
  readonly of: MetricName | null
  readonly by: number
  readonly accepted: readonly Acceptable[]
  readonly launches: number
  readonly with: readonly string[]
  readonly build: string | null
  readonly vitestArguments: readonly string[]
  /** Whether a second set is made also where something is open: a bisection needs an answer. */
  readonly isBisection: boolean
  readonly stop: AbortSignal
  readonly tell: (text: string) => void
}

/** Two revisions, compared. */
export interface AbResult {
  readonly kind: 'compared'
  readonly a: Revision
  readonly b: Revision
  readonly launches: readonly Launch[]
  readonly benches: readonly ComparedBench[]
  /** Keys of benches that one side alone has. */
  readonly onlyA: readonly string[]
  readonly onlyB: readonly string[]
}

/** A revision that is judged and cannot be: it does not install, build or measure. */
export interface UnusableRevision {
  readonly kind: 'unusable'
  readonly error: LlmBenchError
}

/** Error rate of each end of the interval; of a bisection's, which is looked at twice, 5 % together (Pocock 1977). */
const [usualAlpha, alphaOfTwoLooks] = [0.05, 0.03]

/**
 * Measures two revisions in turns on this machine.
 * @throws LlmBenchError where the call is wrong or the revision before cannot be measured
 */
export async function compareRevisions(call: AbCall): Promise<AbResult | UnusableRevision> {
  const repository = await findRepository(call.cwd)
  const a = await findRevision(repository, call.before)
  const b = call.after === null ? workingTree(repository) : await findRevision(repository, call.after)
  await using workplace = await openWorkplace(repository.root)
  const plan = { repository, with: call.with, build: call.build, stop: call.stop, tell: call.tell }
  const own = ownSource(repository.root, repository.prefix)
  const sources = own === null ? [] : [own]
  const before = await prepareSide({ ...plan, revision: a, root: workplace.a }, sources)
  const after = await prepared({ ...plan, revision: b, root: workplace.b }, [...sources, before.source])
  if (after.kind === 'unusable') return after
  const sides = { a: before.side, b: after.side }
  const { reports } = workplace
  const { launches, vitestArguments, stop, tell } = call
  return await measured({ sides, reports, launches, vitestArguments, stop, tell }, call)
}

async function prepared(
  plan: SidePlan,
  sources: readonly PackageSource[],
): Promise<{ readonly kind: 'ready'; readonly side: Side } | UnusableRevision> {
  try {
    return { kind: 'ready', side: (await prepareSide(plan, sources)).side }
  } catch (error) {
    if (!(error instanceof LlmBenchError) || error.code !== 'revision-unusable') throw error
    return { kind: 'unusable', error }
  }
}

async function measured(plan: SetPlan, call: AbCall): Promise<AbResult | UnusableRevision> {
  const first = await measureSet(plan, 0, [])
  if (first.kind === 'failed') return failed(first)
  const benches = compareAll(first.launches, call)
  if (!needsSecondSet(benches, call)) return resultOf(plan, first.launches, benches)
  plan.tell('a second set, independent of the first, is to confirm it')
  const second = await measureSet(plan, 1, first.launches)
  if (second.kind === 'failed') return failed(second)
  const launches = [...first.launches, ...second.launches]
  return resultOf(plan, launches, compareAll(launches, call))
}

function failed({ letter, error }: FailedLaunch): UnusableRevision {
  if (letter === 'a') throw error
  return { kind: 'unusable', error }
}

function compareAll(launches: readonly Launch[], call: AbCall): ComparedBench[] {
  const question = { ...call, alpha: call.isBisection ? alphaOfTwoLooks : usualAlpha }
  return judgeTogether(keysOf(launches).flatMap((key) => compareBench(key, launches, question) ?? []))
}

/** Whether more launches could change the answer: an alert is no regression yet, and a bisection needs one. */
function needsSecondSet(benches: readonly ComparedBench[], { isBisection }: AbCall): boolean {
  const isOpen = benches.some(({ doubts, judgement }) => doubts.length === 0 && judgement.verdict === 'inconclusive')
  return couldBeConfirmed(benches) || (isBisection && isOpen)
}

function keysOf(launches: readonly Launch[]): string[] {
  return [...new Set(launches.flatMap(({ runs }) => runs.map(({ key }) => key)))]
}

function resultOf({ sides }: SetPlan, launches: readonly Launch[], benches: readonly ComparedBench[]): AbResult {
  const only = (letter: SideLetter): string[] => {
    const others = new Set(keysOf(launches.filter((each) => each.letter !== letter)))
    return keysOf(launches.filter((each) => each.letter === letter)).filter((key) => !others.has(key))
  }
  const { a, b } = sides
  return { kind: 'compared', a: a.revision, b: b.revision, launches, benches, onlyA: only('a'), onlyB: only('b') }
}
