import { anchoredPair, anchoredWords, areAnchorsAlike } from '../../baseline/anchor/anchored.ts'
import { differingWorkload } from '../../baseline/differing-workload.ts'
import { judgePoints, judgeRegression } from '../../baseline/judge-regression.ts'
import type { FoundFloor } from '../../baseline/find-noise-floor.ts'
import type { RegressionJudgement, RegressionRule } from '../../baseline/regression.ts'
import { keptMetric } from '../../baseline/kept-source.ts'
import { differingFields } from '../../machine/facts/fingerprint.ts'
import { directedDoubts } from '../../checks/directed-doubts.ts'
import { metricDefinitions } from '../../metrics/definitions.ts'
import type { MetricName } from '../../record/metric.ts'
import { bandPosition } from '../../stats/tests/equivalence.ts'
import type { Acceptable } from '../../verdicts/acceptable.ts'
import { doubtsAbout } from '../../verdicts/doubts.ts'
import { launchDetails } from '../../verdicts/launches/launch-details.ts'
import { isSimulated } from '../../verdicts/simulated-run.ts'
import { usualMetric, usualMetricWords } from '../../verdicts/usual-metric.ts'
import type { LoadedRun } from '../load-runs.ts'

/** Result of a comparison of two runs. */
export type CompareWord = 'faster' | 'same' | 'slower' | 'regressed' | 'inconclusive'

/** A row of the table: two runs compared, with their medians. */
export interface ComparedPair {
  readonly metric: MetricName
  readonly a: number | null
  readonly b: number | null
  /** Judgement of the ratio of medians; null where a side has no such metric. */
  readonly judgement: RegressionJudgement | null
  readonly word: CompareWord
  /** P-value of "not worse than the band allows"; null where a regression could not be told anyway. */
  readonly pValue: number | null
  /** Reasons for which it is open whatever the figures are, one sentence each; they are among the notes. */
  readonly doubts: readonly string[]
  /** Limits of the comparison, one sentence each. */
  readonly notes: readonly string[]
}

/** Metric and band of a comparison, and grounds of it that are accepted by name. */
export interface CompareRule {
  /** Null for the usual one: latency, of an open load response. */
  readonly of: MetricName | null
  readonly by: number
  readonly accepted: readonly Acceptable[]
  /** How far launches of a run lie apart on the machine of both. */
  readonly floorOf?: (a: LoadedRun, b: LoadedRun, metric: MetricName) => FoundFloor
}

/**
 * Compares `b` with `a`, which came before, by the interval of the ratio of medians against the band:
 * `regressed` wholly beyond the band on the bad side, `faster` wholly beyond it on the good one,
 * `same` inside it, `slower` where it is settled that b is worse, but not that it is by more than the
 * band; else, and without samples, `inconclusive`. A band below the noise floor is widened to it.
 */
export function comparePair(a: LoadedRun, b: LoadedRun, asked: CompareRule): ComparedPair {
  const { by, accepted } = asked
  const of = asked.of ?? usualMetric(b.record)
  const { better } = metricDefinitions[of]
  const [before, after] = [keptMetric(of, a.record, a.samples), keptMetric(of, b.record, b.samples)]
  const usual = asked.of === null ? usualMetricWords(b.record, '--of latency') : []
  const notes = [...notesOf(a, b), ...usual]
  const unmeasured = [...simulatedDoubts('a', a), ...simulatedDoubts('b', b)]
  if (before.kind === 'missing' || after.kind === 'missing') {
    const missing = [before.kind === 'missing' ? 'a' : null, after.kind === 'missing' ? 'b' : null].filter(Boolean)
    const median = (side: typeof before): number | null => (side.kind === 'missing' ? null : medianOf(side))
    const doubts = [...unmeasured, `${missing.join(' and ')} ${missing.length > 1 ? 'have' : 'has'} no ${of}`]
    return {
      metric: of,
      a: median(before),
      b: median(after),
      judgement: null,
      word: 'inconclusive',
      pValue: null,
      doubts,
      notes: [...notes, ...doubts],
    }
  }
  const { floor, notes: floorNotes } = asked.floorOf?.(a, b, of) ?? { floor: null, notes: [] }
  const rule = { by, better, floor }
  const judgement = judgedRatio(before, after, rule)
  const word = wordOf(judgement, better)
  const directed = [a, b].map(({ record, samples }, place) =>
    directedDoubts(record, [of], { verdict: word === 'inconclusive' ? word : 'pass', pointHolds: true }, (shift) => {
      const moved = keptMetric(of, record, samples, shift)
      if (moved.kind === 'missing') return { verdict: 'inconclusive', pointHolds: false }
      const other = place === 0 ? judgedRatio(moved, after, rule) : judgedRatio(before, moved, rule)
      return { verdict: wordOf(other, better) === word ? 'pass' : 'fail', pointHolds: true }
    }),
  )
  const doubts = [
    ...unmeasured,
    ...judgement.doubts,
    ...[a, b].flatMap(({ record }) => doubtsAbout(record, [of], { accepted, how: '--accept estimated' })),
    ...directed.flatMap((each) => each.doubts),
    ...workDoubts(a, b),
  ]
  return {
    metric: of,
    a: medianOf(before),
    b: medianOf(after),
    judgement,
    word: doubts.length > 0 ? 'inconclusive' : word,
    pValue: doubts.length > 0 ? null : judgement.pValue,
    doubts,
    notes: [
      ...notes,
      ...anchorNotes(a, b, judgement, better),
      ...(judgement.launches === undefined ? [] : launchDetails(b.record, judgement, judgement.band)),
      ...floorNotes,
      ...doubts,
      ...(doubts.length > 0 ? [] : directed.flatMap((each) => each.despite)),
    ],
  }
}

/** A note on the ratio adjusted by the anchor workload, where both runs have the same one around them. */
function anchorNotes(a: LoadedRun, b: LoadedRun, judged: RegressionJudgement, better: 'lower' | 'higher'): string[] {
  if (!areAnchorsAlike(a.fingerprint, b.fingerprint)) return []
  const anchored = anchoredPair(judged, b.record, a.record, better)
  return anchored === null ? [] : [anchoredWords(anchored, judged.observed, { ours: 'b', theirs: 'a' })]
}

type KnownMetric = Exclude<ReturnType<typeof keptMetric>, { kind: 'missing' }>

function judgedRatio(before: KnownMetric, after: KnownMetric, rule: RegressionRule): RegressionJudgement {
  return before.kind === 'samples' && after.kind === 'samples'
    ? judgeRegression(after.source, before.source, rule)
    : judgePoints(medianOf(after), medianOf(before), after.kind === 'point' ? after.n : after.source.n, rule)
}

function medianOf(side: KnownMetric): number {
  return side.kind === 'point' ? side.median : side.source.median
}

function wordOf({ interval, verdict, band }: RegressionJudgement, better: 'lower' | 'higher'): CompareWord {
  if (verdict === 'fail') return 'regressed'
  if (interval === null) return 'inconclusive'
  const ends = { low: interval.low ?? 0, high: interval.high ?? Number.POSITIVE_INFINITY }
  const position = bandPosition(ends, band.judged)
  if (position === 'inside') return 'same'
  if (position === (better === 'lower' ? 'below' : 'above')) return 'faster'
  return (better === 'lower' ? ends.low > 1 : ends.high < 1) ? 'slower' : 'inconclusive'
}

function workDoubts(a: LoadedRun, b: LoadedRun): string[] {
  const differing = differingWorkload(a.record, b.record)
  return differing.length === 0 ? [] : [`other work (a here, b there): ${differing.join('; ')}`]
}

function simulatedDoubts(side: string, { record }: LoadedRun): string[] {
  return isSimulated(record) ? [`${side} is simulated, so that nothing was measured`] : []
}

/** Notes on what differs between runs that are compared because that was asked for. */
function notesOf(a: LoadedRun, b: LoadedRun): string[] {
  return [...fingerprintNotes(a, b), ...beginningNotes(a, b)]
}

const beginnings = { 'at-once': 'all at once', spread: 'spread' } as const

/** A note on clients that began together in one run only: their times to first token are those of another load. */
function beginningNotes(a: LoadedRun, b: LoadedRun): string[] {
  const [before, after] = [a.record.load.firstSends ?? null, b.record.load.firstSends ?? null]
  if (before === null || after === null || before === after) return []
  return [
    `clients began ${beginnings[before]} in a, ${beginnings[after]} in b: where they stay in step, times to first ` +
      'token hold their wait for each other; concurrent(n, { rampUp: 0 }) starts all at once, as vllm bench serve does',
  ]
}

function fingerprintNotes(a: LoadedRun, b: LoadedRun): string[] {
  if (a.fingerprint === null || b.fingerprint === null) return []
  const differing = differingFields(a.fingerprint, b.fingerprint)
  return differing.length === 0 ? [] : [`another fingerprint (a here, b there): ${differing.join('; ')}`]
}
