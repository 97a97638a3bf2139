import type { Verdict } from '../../record/claim.ts'
import type { Subject } from '../../runs/subject.ts'
import { allHold } from '../../verdicts/conjunction.ts'
import type { Acceptable } from '../../verdicts/acceptable.ts'
import type { Judgement } from '../../verdicts/judgement.ts'
import type { Open } from '../../sweeps/search-max.ts'
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
  /** Reason why it is open; null where it is not. */
  readonly open: Open | null
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
  const { verdict } = allHold(judgements)
  return { verdict, open: verdict === 'inconclusive' ? whyOpen(open) : null }
}

/** The reason of the clauses that are open: more requests help where one of them says so, and no check is invalid. */
function whyOpen(open: readonly Judgement[]): Open {
  const doubts = open.flatMap((judgement) => judgement.doubts)
  const check = doubts.find((doubt) => doubt.startsWith('the check ')) ?? null
  if (check !== null) return { reason: 'check', doubt: check }
  if (open.some(({ needed }) => needed !== null)) return { reason: 'requests', doubt: null }
  const [doubt = null] = doubts
  if (doubt === null) return { reason: 'near-limit', doubt }
  return { reason: doubt.includes('too correlated') ? 'correlated' : 'doubt', doubt }
}
