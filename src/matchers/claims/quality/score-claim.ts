import { figureBeside, formatGiven, formatNumber } from '../../../figures.ts'
import { plainName } from '../../../plain-text.ts'
import { judgeScore, type ScoreRelation } from '../../../verdicts/quality/score-judgement.ts'
import { doubted } from '../../../verdicts/judgement.ts'
import type { Claim } from '../settled-claim.ts'
import { scoreNamed, type ScoredSubject, unscoredDoubts, unscoredLines } from './scored-run.ts'

/** A score that is claimed about, and its limit. */
interface ScoreAsked {
  readonly matcher: string
  readonly name: string
  readonly relation: ScoreRelation
  readonly min: number
  readonly alpha: number
}

/** The claim that the mean of a score over the prompts of a run is so high. */
export function scoreClaim(scored: ScoredSubject, asked: ScoreAsked): Claim {
  const { matcher, name, relation, min, alpha } = asked
  const { subject, quality } = scored
  const { score, means } = scoreNamed(scored, name, matcher)
  const judgement = judgeScore(means, min, relation, alpha)
  const parts = quality.scores.filter(({ partOf }) => partOf === score.name)
  return {
    matcher,
    subject,
    metric: 'quality',
    unit: '',
    what: `mean ${plainName(name)}`,
    relation: `${relation} ${formatGiven(min)}`,
    threshold: min,
    judgement: doubted(judgement, unscoredDoubts(score, quality)),
    observed: figureBeside(judgement.observed, min),
    provenance: subject.record.provenance,
    counted: 'prompts',
    details: () => [
      ...(parts.length === 0
        ? []
        : [`its parts: ${parts.map((part) => `${plainName(part.name)} ${formatNumber(part.mean)}`).join(', ')}`]),
      ...(score.signature === null ? [] : [plainName(score.signature)]),
      ...unscoredLines(score, quality),
    ],
  }
}
