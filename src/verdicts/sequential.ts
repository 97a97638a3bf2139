import type { DecisionRecord } from '../record/claim.ts'
import type { RunRecord } from '../record/run.ts'
import { SequentialShareTest } from '../stats/sequential/sequential.ts'
import { doubted, type Judgement } from './judgement.ts'

/** Metric, percentile and limit of a claim, as a run that samples until claims are decided names it. */
export type DecidedClaim = Pick<DecisionRecord, 'metric' | 'percentile' | 'limit'>

/**
 * The judgement of a claim on a run that went on until claims were decided. A test for a fixed number
 * of samples errs more often on samples that somebody stopped collecting when he liked what he saw:
 * a claim the run was told of takes the sequential test's verdict, and any other stays open.
 */
export function sequentialJudgement<Kind extends Judgement>(
  judgement: Kind,
  { decisions, load }: RunRecord,
  claim: DecidedClaim,
): Kind {
  if (decisions.length === 0) return judgement
  const decision = decisionOf(decisions, claim)
  if (decision !== undefined) {
    return judgement.doubts.length > 0 ? judgement : { ...judgement, verdict: decision.verdict, needed: null }
  }
  return load.endedBy === 'decided'
    ? doubted(judgement, ['the run stopped when other claims were decided: name this one in decided({ … }) too'])
    : judgement
}

/** The judgement of a claim that {@link sequentialJudgement} judged, on a series whose times were moved. */
export function sequentialAgain<Kind extends Judgement>(
  judgement: Kind,
  { decisions }: RunRecord,
  claim: DecidedClaim & { readonly percentile: number },
  series: Float64Array,
): Kind {
  const decision = decisionOf(decisions, claim)
  if (decision === undefined) return judgement
  const test = new SequentialShareTest(1 - claim.percentile / 100, decision.alpha)
  for (const value of series) if (test.state === 'open') test.add(!(value < claim.limit))
  return { ...judgement, verdict: test.state === 'open' ? 'inconclusive' : test.state, needed: null }
}

function decisionOf(decisions: readonly DecisionRecord[], claim: DecidedClaim): DecisionRecord | undefined {
  return decisions.find(
    ({ metric, percentile, limit }) =>
      metric === claim.metric && percentile === claim.percentile && limit === claim.limit,
  )
}
