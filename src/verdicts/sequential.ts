import { formatShare } from '../figures.ts'
import type { DecisionRecord } from '../record/claim.ts'
import type { RunRecord } from '../record/run.ts'
import { SequentialShareTest } from '../stats/sequential/sequential.ts'
import { doubted, type Judgement } from './judgement.ts'

/** Metric, percentile and limit of a claim, as a run that samples until claims are decided names it. */
export type DecidedClaim = Pick<DecisionRecord, 'metric' | 'percentile' | 'limit'>

/** Rounding of error rates that are the same. */
const slack = 1 + 1e-9

/**
 * The judgement of a claim on a run that went on until claims were decided. A test for a fixed number
 * of samples errs more often on samples that somebody stopped collecting when he liked what he saw:
 * a claim the run was told of takes the sequential test's verdict, and any other stays open. So does one that shares
 * its error rate with others, where the evidence by which the run stopped is too weak for its part.
 *
 * @param alpha error rate that this claim is judged at
 */
export function sequentialJudgement<Kind extends Judgement>(
  judgement: Kind,
  { decisions, load }: RunRecord,
  claim: DecidedClaim,
  alpha: number,
): Kind {
  if (decisions.length === 0) return judgement
  const decision = decisionOf(decisions, claim)
  if (decision !== undefined) {
    if (judgement.doubts.length > 0) return judgement
    const decided = { ...judgement, verdict: decision.verdict, needed: null }
    return decision.verdict === 'inconclusive' || holdsAt(alpha, decision, judgement)
      ? decided
      : doubted(decided, [
          `the run stopped when this was decided at ${formatShare(decision.alpha)}, of which the claim has ` +
            `${formatShare(alpha)}: claim it alone, or give requests in the place of until`,
        ])
  }
  return load.endedBy === 'decided'
    ? doubted(judgement, ['the run stopped when other claims were decided: name this one in decided({ … }) too'])
    : judgement
}

/** The judgement of a claim that {@link sequentialJudgement} judged, on a series whose times were moved. */
export function sequentialAgain<Kind extends Judgement>(
  judgement: Kind,
  { decisions }: RunRecord,
  claim: DecidedClaim & { readonly percentile: number; readonly alpha: number },
  series: Float64Array,
): Kind {
  const decision = decisionOf(decisions, claim)
  if (decision === undefined) return judgement
  const test = new SequentialShareTest(1 - claim.percentile / 100, Math.min(decision.alpha, claim.alpha))
  for (const value of series) if (test.state === 'open') test.add(!(value < claim.limit))
  return { ...judgement, verdict: test.state === 'open' ? 'inconclusive' : test.state, needed: null }
}

/**
 * Whether a decision stands at another error rate: its evidence bounds the error at every rate, whenever the run
 * stopped. Requests count as many as they were worth to the judgement.
 */
function holdsAt(alpha: number, decision: DecisionRecord, { n, effectiveN }: Judgement): boolean {
  if (decision.alpha <= alpha * slack) return true
  const { percentile, limit, bad, verdict } = decision
  const worth = n > 0 ? Math.min(1, effectiveN / n) : 1
  const test = new SequentialShareTest(percentile === null ? 1 - limit : 1 - percentile / 100, alpha)
  return test.stateOf(bad * worth, decision.n * worth) === verdict
}

function decisionOf(decisions: readonly DecisionRecord[], claim: DecidedClaim): DecisionRecord | undefined {
  return decisions.find(
    ({ metric, percentile, limit }) =>
      metric === claim.metric && percentile === claim.percentile && limit === claim.limit,
  )
}
