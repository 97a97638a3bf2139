import type { BandRecord } from '../record/claim.ts'
import type { NoiseFloor } from '../stats/launches/noise-floor.ts'
import type { Judgement } from '../verdicts/judgement.ts'

/** A noise floor as a comparison uses it. */
export interface UsableFloor extends NoiseFloor {
  /** Key of the bench that it was measured with, where that is another one than the one that is judged; else null. */
  readonly standsIn: string | null
}

/** The judgement of "not worse than the baseline by more than `by`". */
export interface RegressionJudgement extends Judgement {
  /** Ratio of the medians, this run over the baseline. */
  readonly observed: number
  /**
   * Requests as in `needed`, where the baseline needs that many too, more of this run alone not settling
   * it; null otherwise.
   */
  readonly neededInBoth: number | null
  /**
   * One-sided p-value of "not worse than the limit": small where it is. For several judgements that
   * are asked together; null where there are no samples to tell from.
   */
  readonly pValue: number | null
  /** The band that was judged, and the noise of the comparison. */
  readonly band: BandRecord
}

/** Rule of a judgement: how much worse is allowed, which way is better, and at which error rate. */
export interface RegressionRule {
  readonly by: number
  readonly better: 'lower' | 'higher'
  /** Error rate of the one-sided test; 5 % when left out. */
  readonly alpha?: number
  /** How far launches lie apart on this machine, for sides of one launch; null or left out where nobody measured it. */
  readonly floor?: UsableFloor | null
}

/** The limit of the ratio that `by` sets: above it slower, for a speed below it. */
export function regressionLimit(by: number, better: 'lower' | 'higher'): number {
  return better === 'lower' ? 1 + by : 1 - by
}
