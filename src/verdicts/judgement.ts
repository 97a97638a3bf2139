import type { ClaimPolicy, Verdict } from '../record/claim.ts'
import type { IntervalRecord } from '../record/figure.ts'

/** Error rate of every one-sided test: a verdict of pass or fail is wrong at most this often. */
export const defaultAlpha = 0.05

/** Launches, or blocks apart in time, that a verdict rests on. */
export interface LaunchSupport {
  /** Launches of the run; of a comparison those of the side that had fewer. */
  readonly count: number
  /** Launches of each side that would settle an inconclusive claim; null where it is settled, or none can be told. */
  readonly needed: number | null
  /** True where one launch was judged, and the machine's noise floor says how far launches lie apart. */
  readonly byFloor?: true
  /** Option that asks for more of them; `launches` of a bench where left out. */
  readonly option?: 'rounds'
}

/** A claim judged by samples: the verdict, and the figures and doubts it rests on. */
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
  /**
   * Independent values these are worth: `n` unless neighbours are significantly alike; in a
   * comparison the pairs of blocks.
   */
  readonly effectiveN: number
  /** Fewest values with which the claim could pass at all; null for a fact. */
  readonly floor: number | null
  /**
   * Number of values that would settle an inconclusive claim if the observed value held, never fewer than
   * `floor`; null when settled, or when no number can be told because it sits at the limit or is in
   * doubt.
   */
  readonly needed: number | null
  /** Launches it was judged by, one value each; left out where the requests were the unit. */
  readonly launches?: LaunchSupport
  /** Reasons why the claim stays inconclusive whatever the values say; empty where nothing is in doubt. */
  readonly doubts: readonly string[]
}

/**
 * Error rate at which each attempt of a test is judged that may be retried: all together then err at
 * most as often as one attempt without a retry.
 */
export function alphaOf(retries: number): number {
  return defaultAlpha / (retries + 1)
}

/** The judgement with reasons to leave it open, if there are any. */
export function doubted<Kind extends Judgement>(judgement: Kind, doubts: readonly string[]): Kind {
  if (doubts.length === 0) return judgement
  return { ...judgement, verdict: 'inconclusive', needed: null, doubts: [...judgement.doubts, ...doubts] }
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
 * its point estimate (`'point'`), never (`'fail'`) or always (`'pass'`, `'simulated'`).
 */
export function settle(judgement: Pick<Judgement, 'verdict' | 'pointHolds'>, policy: ClaimPolicy): boolean {
  if (judgement.verdict !== 'inconclusive') return judgement.verdict === 'pass'
  return policy === 'point' ? judgement.pointHolds : policy !== 'fail'
}
