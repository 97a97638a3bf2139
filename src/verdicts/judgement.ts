import type { InconclusivePolicy, IntervalRecord, Verdict } from '../runs/record.ts'

/** Error rate of every one-sided test: a verdict of pass or fail is wrong at most this often. */
export const defaultAlpha = 0.05

/** What the samples say about a claim. */
export interface Judgement {
  readonly verdict: Verdict
  /** The point estimate, in the claim's unit; +infinity where failed requests make it so. */
  readonly observed: number | string
  /** Whether the point estimate, taken alone, fulfils the claim. */
  readonly pointHolds: boolean
  /** Two-sided interval at `1 - 2 alpha`, whose ends are the one-sided tests; null for a fact. */
  readonly interval: IntervalRecord | null
  /** Values judged; 1 for an observed fact. */
  readonly n: number
  /** Fewest values with which the claim could pass at all; null for a fact. */
  readonly floor: number | null
  /**
   * Values that would settle an inconclusive claim if what was observed held, never fewer than
   * `floor`; null when settled, or when no number can be told because it sits at the limit.
   */
  readonly needed: number | null
}

/**
 * The judgement of the opposite claim. Every test here is one of a pair (significantly on this side,
 * significantly on that side), so the opposite claim passes exactly where the claim fails and stays
 * inconclusive where the claim is: it is never "passed" for want of evidence.
 */
export function opposite<Kind extends Judgement>(judgement: Kind): Kind {
  const verdict = { pass: 'fail', fail: 'pass', inconclusive: 'inconclusive' } as const
  return { ...judgement, verdict: verdict[judgement.verdict], pointHolds: !judgement.pointHolds }
}

/**
 * Whether the claim stands after the policy: a settled one by its verdict; an inconclusive one by
 * its point estimate (`'point'`), never (`'fail'`) or always (`'pass'`).
 */
export function settle(judgement: Judgement, policy: InconclusivePolicy): boolean {
  if (judgement.verdict !== 'inconclusive') return judgement.verdict === 'pass'
  return policy === 'point' ? judgement.pointHolds : policy === 'pass'
}
