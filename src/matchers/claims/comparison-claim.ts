import type * as v from 'valibot'
import type { SyncMatcherResult } from 'vitest'
import { weakest } from '../../cost/provenance.ts'
import { metricDefinitions } from '../../metrics/definitions.ts'
import { finite } from '../../record/figure.ts'
import type { MetricName } from '../../record/metric.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { medianOf } from '../../stats/quantiles/median.ts'
import type { ComparisonJudgement, PairedBlocks } from '../../verdicts/comparison.ts'
import type { MetricChecked } from './arguments-schema.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { conclude, type MatcherThis } from './claim.ts'
import type { Claim } from './settled-claim.ts'
import { figureBeside, formatCount, formatGivenShare, formatObserved, formatPValue } from '../../figures.ts'
import { judgedMetric } from './metric-option.ts'
import { type Arms, armsOf, pairedBlocks } from './paired-runs.ts'
import { launchDetails } from '../../verdicts/launches/launch-details.ts'
import { againstRecording } from '../../verdicts/recorded/recording-words.ts'
import { type PairWork, workDoubts, workWords } from '../../verdicts/equal-work.ts'
import { pairWork } from './pair-work.ts'
import { failureWords } from './series-of.ts'
import { plainName } from '../../plain-text.ts'

/** Rule in which the comparing matchers differ. */
export interface ComparisonRule {
  readonly matcher: string
  /** Share of the other's median that is the claim's band. */
  readonly band: number
  readonly judge: (blocks: PairedBlocks, band: number, alpha: number) => ComparisonJudgement
  /** The claimed relation in words, and its limit; `other` is the other run's name in quotes. */
  readonly relation: (
    better: 'lower' | 'higher',
    other: string,
  ) => { readonly text: string; readonly threshold: number }
}

/** Words that a matcher of two arms was called with. */
interface ArmArguments {
  readonly received: unknown
  readonly other: unknown
  readonly options: unknown
  /** Arguments behind the last one it takes. */
  readonly more: readonly unknown[]
}

/** A matcher of two arms of one comparison: the schema of its options, and the rule that they make. */
export interface ArmMatcher<Options extends MetricChecked> {
  readonly matcher: string
  readonly schema: v.GenericSchema<unknown, Options>
  readonly rule: (options: Options) => Omit<ComparisonRule, 'matcher'>
}

/**
 * Checks the arguments of a matcher of two arms and concludes its claim.
 * @throws LlmBenchError `invalid-option` for wrong arguments, `not-measured` for runs of no common comparison
 */
export function claimOfArms<Options extends MetricChecked>(
  state: MatcherThis,
  { received, other, options, more }: ArmArguments,
  { matcher, schema, rule }: ArmMatcher<Options>,
): SyncMatcherResult {
  const call = optionsOf(matcher, 'other')
  noMore(call(''), more)
  const checked = checkOptions(schema, options, { call })
  const arms = armsOf(received, other, matcher, checked.accept)
  const { metric, words } = judgedMetric(checked.of, arms.ours.record)
  const claim = comparisonOf(arms, metric, { matcher, ...rule(checked) }, attemptsOf(state.task).alpha)
  return conclude(state, { ...claim, details: (...told) => [...claim.details(...told), ...words] })
}

/** The claim of a comparison, with the judgement that its word is taken from. */
export function comparisonOf(
  arms: Arms,
  metric: MetricName,
  { matcher, band, judge, relation }: ComparisonRule,
  alpha: number,
): Claim & { readonly judgement: ComparisonJudgement } {
  const blocks = pairedBlocks(arms, metric, matcher)
  const work = pairWork(arms)
  const judgement = judge(blocks, band, alpha)
  const { text, threshold } = relation(metricDefinitions[metric].better, nameOf(arms.theirs))
  return {
    matcher,
    subject: arms.ours,
    other: arms.theirs,
    metric,
    unit: '',
    what: metric,
    relation: `${text}${againstRecording(arms.theirs.record)}`,
    threshold,
    judgement,
    again: (shift, of) => {
      const { ours, theirs } = arms
      const moved = of === 'run' ? { ours: { ...ours, shift }, theirs } : { ours, theirs: { ...theirs, shift } }
      const rejudged = judge(pairedBlocks(moved, metric, matcher), band, alpha)
      // To differ the other way is not to differ the same way.
      return isOpposite(judgement, rejudged) ? { ...rejudged, verdict: 'inconclusive' } : rejudged
    },
    observed: `ratio ${figureBeside(judgement.observed, threshold)}`,
    change: {
      of: 'arm',
      name: arms.theirs.record.name,
      statistic: 'p50',
      before: finite(medianOfBlocks(blocks.theirs)),
      after: finite(medianOfBlocks(blocks.ours)),
      unit: metricDefinitions[metric].unit,
      ratio: finite(judgement.observed),
      interval: judgement.interval,
    },
    pair: work,
    doubts: workDoubts(work, metric),
    provenance: weakest([arms.ours.record.provenance, arms.theirs.record.provenance]),
    counted: 'requests of each',
    details: () => detailsOf(arms, { metric, band, blocks, work, judgement }),
  }
}

function isOpposite({ word }: ComparisonJudgement, other: ComparisonJudgement): boolean {
  return (word === 'faster' && other.word === 'slower') || (word === 'slower' && other.word === 'faster')
}

interface Details {
  readonly metric: MetricName
  readonly band: number
  readonly blocks: PairedBlocks
  readonly work: PairWork
  readonly judgement: ComparisonJudgement
}

function detailsOf({ ours, theirs }: Arms, { metric, band, blocks, work, judgement }: Details): string[] {
  return [
    `${wordsOf(judgement, band)}${pairWords(judgement)}; ${medianWords(blocks, metric)}`,
    workWords(work),
    ...launchDetails(ours.record, judgement),
    ...failureWords(ours, metric),
    ...failureWords(theirs, metric).map((words) => `${nameOf(theirs)}: ${words}`),
  ]
}

/** The name of a run in quotes. */
function nameOf({ record }: Arms['theirs']): string {
  return `"${plainName(record.name)}"`
}

function wordsOf({ word, verdict }: ComparisonJudgement, band: number): string {
  if (word === 'same') return `same within ${formatGivenShare(band)}: `
  if (word !== 'inconclusive') return `${word}: `
  return verdict === 'fail' ? 'not faster, but whether same or slower is inconclusive: ' : ''
}

function pairWords({ pairs, pValue, launches }: ComparisonJudgement): string {
  if (launches !== undefined && launches.byFloor !== true && pValue !== null)
    return `${pairs} launches of each, ${formatPValue(pValue)} of no difference`
  const counted = `${formatCount(pairs)} ${pairs === 1 ? 'pair' : 'pairs'} of neighbouring blocks`
  if (pValue === null) return `only ${counted}, too few for an interval`
  return `${counted}, ${formatPValue(pValue)} of no difference`
}

function medianWords({ ours, theirs }: PairedBlocks, metric: MetricName): string {
  const { unit } = metricDefinitions[metric]
  const [left, right] = [ours, theirs].map((blocks) => formatObserved(medianOfBlocks(blocks)))
  return `medians ${left} and ${right} ${unit}`
}

function medianOfBlocks(blocks: readonly Float64Array[]): number {
  return medianOf(Float64Array.from(blocks.flatMap((block) => [...block])))
}
