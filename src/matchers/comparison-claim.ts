import { type MetricName, metricDefinitions } from '../metrics/definitions.ts'
import { medianOf } from '../stats/median.ts'
import { weakest } from '../cost/provenance.ts'
import type { ComparisonJudgement, PairedBlocks } from '../verdicts/comparison.ts'
import type { Claim } from './claim.ts'
import { exactPercent, figure, figureBeside, printable } from './format.ts'
import type { Arms } from './paired-runs.ts'
import { failureWords } from './series-of.ts'

/** What the two comparing matchers claim, but for its words. */
export function comparisonClaim(
  { ours, theirs }: Arms,
  asked: {
    readonly matcher: string
    readonly metric: MetricName
    readonly band: number
    readonly blocks: PairedBlocks
    readonly judgement: ComparisonJudgement
    readonly relation: string
    readonly threshold: number
  },
): Claim {
  const { matcher, metric, band, blocks, judgement, relation, threshold } = asked
  return {
    matcher,
    subject: ours,
    other: theirs,
    metric,
    unit: '',
    what: metric,
    relation,
    threshold,
    judgement,
    observed: `ratio ${figureBeside(judgement.observed, threshold)}`,
    provenance: weakest([ours.record.provenance, theirs.record.provenance]),
    counted: 'requests of each',
    details: () => [
      `${wordsOf(judgement, band)}${pairWords(judgement)}; ${medianWords(blocks, metric)}`,
      ...failureWords(ours, metric),
      ...failureWords(theirs, metric).map((words) => `${nameOf({ theirs })}: ${words}`),
    ],
  }
}

/** The name of the other run in quotes. */
export function nameOf({ theirs }: Pick<Arms, 'theirs'>): string {
  return `"${printable(theirs.record.name)}"`
}

function wordsOf({ word, verdict }: ComparisonJudgement, band: number): string {
  if (word === 'same') return `same within ${exactPercent(band)}: `
  if (word !== 'inconclusive') return `${word}: `
  return verdict === 'fail' ? 'not faster, but whether same or slower is inconclusive: ' : ''
}

function pairWords({ pairs, pValue }: ComparisonJudgement): string {
  const counted = `${pairs} ${pairs === 1 ? 'pair' : 'pairs'} of neighbouring blocks`
  if (pValue === null) return `only ${counted}, too few for an interval`
  return `${counted}, ${pValue < 0.001 ? 'p < 0.001' : `p = ${pValue.toFixed(3)}`} of no difference`
}

function medianWords({ ours, theirs }: PairedBlocks, metric: MetricName): string {
  const { unit } = metricDefinitions[metric]
  const [left, right] = [ours, theirs].map((blocks) =>
    figure(medianOf(Float64Array.from(blocks.flatMap((block) => [...block])))),
  )
  return `medians ${left} and ${right} ${unit}`
}
