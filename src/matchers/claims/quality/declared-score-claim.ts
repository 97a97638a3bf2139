import { weakest } from '../../../cost/provenance.ts'
import { figureBeside, formatGiven } from '../../../figures.ts'
import { notAllowed } from '../../../option-check/sentences.ts'
import { plainName } from '../../../plain-text.ts'
import { doubted } from '../../../verdicts/judgement.ts'
import { judgeScore } from '../../../verdicts/quality/score-judgement.ts'
import type { Claim } from '../settled-claim.ts'
import type { MaintainedAsked } from './maintained-claim.ts'
import { type ScoredSubject, scoreNamed, unscoredDoubts, unscoredLines } from './scored-run.ts'

/** A mean score that somebody declares, and whose it is. */
export interface DeclaredScore {
  readonly whose: string
  readonly score: number
}

/**
 * The claim that a score of a run is no worse than a declared one by more than a margin. Nothing is paired, and the
 * declared score is taken as it is.
 * @throws LlmBenchError `not-measured` where the run has no such score; `invalid-option` for a margin that leaves
 * nothing of the declared one
 */
export function declaredScoreClaim(
  ours: ScoredSubject,
  { whose, score: declared }: DeclaredScore,
  { matcher, name, margin, alpha }: MaintainedAsked,
): Claim {
  const { score, means } = scoreNamed(ours, name, matcher)
  const least = declared - margin
  if (!(least > 0)) {
    throw notAllowed(
      `${matcher}(api, { quality.margin })`,
      `${formatGiven(margin)} below a declared score of ${formatGiven(declared)}, which any answers pass,`,
      'a smaller margin',
    )
  }
  const judgement = judgeScore(means, least, 'above', alpha)
  return {
    matcher,
    subject: ours.subject,
    metric: 'quality',
    unit: '',
    what: `mean ${plainName(name)}`,
    relation: `above the ${formatGiven(declared)} declared of ${plainName(whose)} less ${formatGiven(margin)}`,
    threshold: least,
    judgement: doubted(judgement, unscoredDoubts(score, ours.quality)),
    observed: figureBeside(judgement.observed, least),
    provenance: weakest([ours.subject.record.provenance, 'declared']),
    counted: 'prompts',
    details: () => [
      'the other score is declared, with no error of its own: none of its answers was scored here',
      ...unscoredLines(score, ours.quality),
    ],
  }
}
