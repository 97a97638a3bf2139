import { weakest } from '../../../cost/provenance.ts'
import { figureBeside, formatCount, formatGiven, formatNumber, formatPValue, formatShare } from '../../../figures.ts'
import { plainName } from '../../../plain-text.ts'
import { inRun } from '../../../verdicts/doubts.ts'
import { doubted } from '../../../verdicts/judgement.ts'
import { judgeMaintained, type MaintainedJudgement } from '../../../verdicts/quality/maintained.ts'
import type { ScorePairs } from '../../../verdicts/quality/score-pairs.ts'
import { againstRecording } from '../../../verdicts/recorded/recording-words.ts'
import type { Claim } from '../settled-claim.ts'
import { aloneDoubts, pairedScores } from './paired-scores.ts'
import { type ScoredSubject, scoreNamed, unscoredDoubts, unscoredLines } from './scored-run.ts'

/** Claim that a quality is kept. */
export interface MaintainedAsked {
  readonly matcher: string
  /** Name of the score. */
  readonly name: string
  readonly margin: number
  readonly alpha: number
}

/**
 * The claim that a score of a run is no worse than that of another one by more than a margin, prompt by prompt.
 * @throws LlmBenchError `not-measured` where they cannot be compared
 */
export function maintainedClaim(
  ours: ScoredSubject,
  theirs: ScoredSubject,
  { matcher, name, margin, alpha }: MaintainedAsked,
): Claim {
  const [one, other] = [ours.subject.record, theirs.subject.record]
  const pairs = pairedScores(ours, theirs, name, matcher)
  const judgement = judgeMaintained(pairs.differences, margin, alpha)
  const [own, base] = [scoreNamed(ours, name, matcher).score, scoreNamed(theirs, name, matcher).score]
  const doubts = [
    ...aloneDoubts(pairs),
    ...unscoredDoubts(own, ours.quality),
    ...unscoredDoubts(base, theirs.quality).map((doubt) => inRun(other.name, doubt)),
  ]
  return {
    matcher,
    subject: ours.subject,
    other: theirs.subject,
    metric: 'quality',
    unit: '',
    what: plainName(name),
    relation:
      `maintained against "${plainName(other.name)}" within a margin of ${formatGiven(margin)}` +
      againstRecording(other),
    threshold: -margin,
    judgement: doubted(judgement, doubts),
    observed: `a difference of ${figureBeside(judgement.observed, -margin)}`,
    provenance: weakest([one.provenance, other.provenance]),
    counted: 'prompts',
    details: () => [
      `${word(judgement)}means ${formatNumber(own.mean)} and ${formatNumber(base.mean)}`,
      changeWords(judgement, pairs),
      ...unscoredLines(own, ours.quality),
      ...unscoredLines(base, theirs.quality).map((line) => inRun(other.name, line)),
    ],
  }
}

function word({ verdict }: MaintainedJudgement): string {
  return { pass: 'maintained: ', fail: 'degraded: ', inconclusive: '' }[verdict]
}

function changeWords(judgement: MaintainedJudgement, { same }: ScorePairs): string {
  const { wins, losses, ties, winRate, pValue, signPValue } = judgement
  const answers = `${formatCount(same)} prompts with the same answers in both`
  if (winRate === null) return `no prompt scored differently, ${formatPValue(pValue)} of no difference; ${answers}`
  const { share, low, high } = winRate
  const between = `${formatShare(low)} to ${formatShare(high)} by Wilson`
  const won = `${formatShare(share)} of the changed ones are wins (${between})`
  return (
    `better on ${formatCount(wins)} prompts, worse on ${formatCount(losses)}, alike on ${formatCount(ties)}; ${won}, ` +
    `sign test ${formatPValue(signPValue)}; ${formatPValue(pValue)} of no difference; ${answers}`
  )
}
