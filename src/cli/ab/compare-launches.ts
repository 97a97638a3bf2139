import {
  anchoredLaunches,
  type AnchoredRatio,
  anchoredWords,
  anchorLevel,
  areAnchorsAlike,
} from '../../baseline/anchor/anchored.ts'
import { differingWorkload } from '../../baseline/differing-workload.ts'
import { keptMetric } from '../../baseline/kept-source.ts'
import { formatCount } from '../../figures.ts'
import { metricDefinitions } from '../../metrics/definitions.ts'
import type { CheckRecord } from '../../record/check.ts'
import type { MetricName } from '../../record/metric.ts'
import type { Acceptable } from '../../verdicts/acceptable.ts'
import { directionOf } from '../../verdicts/directions.ts'
import { checksOf, checkWords, doubtsAbout } from '../../verdicts/doubts.ts'
import { usualMetric, usualMetricWords } from '../../verdicts/usual-metric.ts'
import { isSimulated } from '../../verdicts/simulated-run.ts'
import type { LoadedRun } from '../load-runs.ts'
import { judgeLaunches, type LaunchJudgement, type LaunchRule, type SetValues } from './judge-launches.ts'
import type { Launch } from './launch.ts'

/** Question of a comparison of launches. */
export interface LaunchQuestion {
  /** Null for the usual one: latency, of an open load response. */
  readonly of: MetricName | null
  readonly by: number
  readonly accepted: readonly Acceptable[]
  readonly alpha: number
}

/** A bench of both sides, compared. */
export interface ComparedBench {
  readonly key: string
  readonly name: string
  readonly metric: MetricName
  readonly sets: readonly SetValues[]
  readonly judgement: LaunchJudgement
  /** The ratio adjusted by the anchor workload; null where a launch has none. It settles nothing. */
  readonly anchored: AnchoredRatio | null
  /** Reasons why it stays open; empty where there are none. */
  readonly doubts: readonly string[]
  /** Limits of the comparison that leave it as it is, one sentence each. */
  readonly notes: readonly string[]
}

/**
 * Compares one bench over the launches of both sides; null where a side has none of it.
 *
 * Checks of the machine and of this process leave it open in no case: what they saw is in the spread between
 * launches, which both sides share, and that is what the interval is made of. They are noted.
 */
export function compareBench(key: string, launches: readonly Launch[], question: LaunchQuestion): ComparedBench | null {
  const { by, accepted, alpha } = question
  const all = launches.flatMap(({ letter, set, runs }) => {
    const run = runs.find((each) => each.key === key)
    return run === undefined ? [] : [{ letter, set, run }]
  })
  const [a, b] = (['a', 'b'] as const).map((side) => all.filter(({ letter }) => letter === side))
  const [first, other] = [a?.[0]?.run, b?.[0]?.run]
  if (first === undefined || other === undefined) return null
  const of = question.of ?? usualMetric(other.record)
  const sets: SetValues[] = [...new Set(all.map(({ set }) => set))].map((set) => {
    const values = (side: 'a' | 'b'): number[] =>
      all.flatMap((each) => (each.set === set && each.letter === side ? (medianOf(each.run, of) ?? []) : []))
    return { a: values('a'), b: values('b') }
  })
  const { better } = metricDefinitions[of]
  const rule: LaunchRule = { by, better, alpha }
  const judgement = judgeLaunches(sets, rule)
  const anchored = anchoredOf(a ?? [], b ?? [], of, 1 - 2 * alpha)
  const runs = all.map(({ run }) => run)
  const work = differingWorkload(first.record, other.record)
  const doubts = [
    ...new Set(runs.flatMap((run) => ownDoubts(run, of, accepted))),
    ...(work.length === 0 ? [] : [`other work (a here, b there): ${work.join('; ')}`]),
    ...(all.length < launches.length ? [missingWords(launches.length - all.length, launches.length)] : []),
    ...(runs.some((run) => medianOf(run, of) === null) ? [`a launch has no ${of}`] : []),
  ]
  return {
    key,
    name: first.record.name,
    metric: of,
    sets,
    judgement: doubts.length === 0 ? judgement : { ...judgement, verdict: 'inconclusive', word: 'inconclusive' },
    anchored,
    doubts,
    notes: [
      ...(question.of === null ? usualMetricWords(other.record, '--of latency') : []),
      ...(anchored === null ? [] : [anchoredWords(anchored, judgement.ratio, { ours: 'b', theirs: 'a' })]),
      ...machineNotes(runs, of),
    ],
  }
}

/** The ratio over the anchors of all launches, where every one has the same anchor workload. */
function anchoredOf(
  a: readonly { readonly run: LoadedRun }[],
  b: readonly { readonly run: LoadedRun }[],
  of: MetricName,
  confidence: number,
): AnchoredRatio | null {
  const runs = [...a, ...b].map(({ run }) => run)
  const [first] = runs
  if (first === undefined || !runs.every((run) => areAnchorsAlike(first.fingerprint, run.fingerprint))) return null
  const [ours, theirs] = [b, a].map((side) =>
    side.map(({ run }) => ({ value: medianOf(run, of) ?? Number.NaN, anchorMs: anchorLevel(run.record) })),
  )
  return anchoredLaunches(ours ?? [], theirs ?? [], metricDefinitions[of].better, confidence)
}

/** Median of a launch, failed requests being infinitely slow; null where it has no such metric. */
function medianOf({ record, samples }: LoadedRun, of: MetricName): number | null {
  const metric = keptMetric(of, record, samples)
  if (metric.kind === 'missing') return null
  return metric.kind === 'samples' ? metric.source.median : metric.median
}

/** Directions of checks whose findings are in the spread between launches, which both sides share. */
const inTheSpread: ReadonlySet<string> = new Set(['lengthens', 'late', 'informs'])

/** Whether a check found only that the machine or this process was busy. A client at its limit measures itself. */
function isInTheSpread({ id }: CheckRecord, of: MetricName): boolean {
  return id !== 'client-limit' && inTheSpread.has(directionOf(id, [of]))
}

function invalidChecks({ record }: LoadedRun, of: MetricName): CheckRecord[] {
  return checksOf(record.checks, [of]).filter(({ status }) => status === 'invalid')
}

function ownDoubts(run: LoadedRun, of: MetricName, accepted: readonly Acceptable[]): string[] {
  const checks = invalidChecks(run, of).filter((check) => !isInTheSpread(check, of))
  const others = doubtsAbout({ ...run.record, checks: [] }, [of], { accepted, how: '--accept estimated' })
  const simulated = isSimulated(run.record) ? ['the launches are simulated, so that nothing was measured'] : []
  return [...simulated, ...others, ...checks.map(checkWords)]
}

function machineNotes(runs: readonly LoadedRun[], of: MetricName): string[] {
  const noted = runs.flatMap((run) => invalidChecks(run, of).filter((check) => isInTheSpread(check, of)))
  return [...new Set(noted.map(({ id }) => id))].map((id) => {
    const times = noted.filter((check) => check.id === id).length
    const share = `${formatCount(times)} of ${formatCount(runs.length)} launches`
    return `${id} is invalid in ${share}: what that does is in the spread between them`
  })
}

function missingWords(missing: number, all: number): string {
  return `it was not measured in ${formatCount(missing)} of ${formatCount(all)} launches`
}
