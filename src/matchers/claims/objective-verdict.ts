import type { Verdict } from '../../record/claim.ts'
import type { Subject } from '../../runs/subject.ts'
import { allHold } from '../../verdicts/conjunction.ts'
import type { Acceptable } from '../../verdicts/acceptable.ts'
import { inDoubt } from './in-doubt.ts'
import type { Claim } from './settled-claim.ts'
import { meanClaim } from './mean-claim.ts'
import { measuredRun } from './measured-run.ts'
import type { Clause, ParsedObjective } from '../../objectives/objective-clauses.ts'
import { percentileClaim } from './percentile-claim.ts'
import { successRateClaim } from './success-rate-claim.ts'

/** The claim one clause of an objective makes about a run. */
export function clauseClaim(clause: Clause, subject: Subject, matcher: string, alpha: number): Claim {
  if (clause.kind === 'percentile') return percentileClaim(subject, { ...clause, matcher, alpha })
  if (clause.kind === 'mean') return meanClaim(subject, { ...clause, matcher, alpha })
  return successRateClaim(subject, { ratio: clause.ratio, matcher, alpha })
}

/** A verdict, and whether more requests could change it. */
export interface ObjectiveVerdict {
  readonly verdict: Verdict
  /** False where it is open for another reason than a lack of requests: a failed check, or correlated samples. */
  readonly moreWouldHelp: boolean
}

/**
 * Whether a run meets an objective, as `toMeetSLO` judges it, without claiming it.
 *
 * @param by.alpha error rate of each clause
 * @param by.accepted grounds that the search accepts beside a simulated target
 * @throws LlmBenchError as `toMeetSLO` does
 */
export function judgeObjective(
  run: unknown,
  { clauses }: ParsedObjective,
  by: { readonly matcher: string; readonly alpha: number; readonly accepted: readonly Acceptable[] },
): ObjectiveVerdict {
  const { accepted } = by
  const subject = measuredRun(run, by.matcher, ['simulated', ...accepted])
  const judgements = clauses.map((clause) => {
    return inDoubt(clauseClaim(clause, subject, by.matcher, by.alpha)).judgement
  })
  const open = judgements.filter((judgement) => judgement.verdict === 'inconclusive')
  return { verdict: allHold(judgements).verdict, moreWouldHelp: open.some(({ needed }) => needed !== null) }
}
