import { quantileInterval } from '../metrics/distribution.ts'
import { quantileRanks, samplesToPass } from '../stats/binomial.ts'
import { quantileSorted } from '../stats/quantile.ts'
import { defaultAlpha, type Judgement } from './judgement.ts'
import { judgeShare, samplesToSettle } from './share.ts'

/** A judged percentile, and the counts its verdict rests on. */
export interface PercentileJudgement extends Judgement {
  readonly observed: number
  /** Values at or above the limit. */
  readonly above: number
  /** Most values at or above the limit with which "below" passes; null where `n` is too small. */
  readonly most: number | null
  /** Fewest values at or above the limit with which "below" fails; null where `n` is too small. */
  readonly fewest: number | null
}

/**
 * Judges "the percentile `p` (0..1) lies below `limit`" on an ascending adjusted series, in which
 * failed requests are +infinity: an exact binomial test on the number of values at or above the
 * limit. A value at the limit is not below it. The interval is the exact, distribution-free one of
 * the percentile.
 */
export function judgePercentileBelow(
  adjusted: Float64Array,
  p: number,
  limit: number,
  alpha: number = defaultAlpha,
): PercentileJudgement {
  const n = adjusted.length
  const above = n - countBelow(adjusted, limit)
  const observed = quantileSorted(adjusted, p)
  const verdict = judgeShare(above, n, p, alpha)
  const confidence = 1 - 2 * alpha
  const ranks = quantileRanks(n, p, confidence)
  return {
    verdict,
    observed,
    pointHolds: observed < limit,
    interval: quantileInterval(adjusted, p, confidence),
    n,
    floor: samplesToPass(p, 0, alpha),
    needed: verdict === 'inconclusive' ? samplesToSettle(above, n, p, alpha) : null,
    above,
    most: ranks.high === null ? null : n - ranks.high,
    fewest: ranks.low === null ? null : n - ranks.low + 1,
  }
}

/** Values below the limit in an ascending series. */
function countBelow(sorted: Float64Array, limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const value = sorted[middle]
    if (value !== undefined && value < limit) low = middle + 1
    else high = middle
  }
  return low
}
