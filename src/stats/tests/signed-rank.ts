import { normalQuantile } from '../normal.ts'
import { quantileSorted } from '../quantiles/quantile.ts'

/** Centre of a symmetric distribution, with its distribution-free interval. */
export interface CentreEstimate {
  /** Hodges and Lehmann's estimate: the median of all pairwise means. */
  readonly estimate: number
  /** Lower end of the interval; -infinity where so few values cannot bound it. */
  readonly low: number
  /** Upper end of the interval; +infinity where so few values cannot bound it. */
  readonly high: number
}

/** Most values for which the null distribution is summed exactly. */
const exactLimit = 200

/**
 * Hodges-Lehmann estimate of the centre of differences symmetric about it, and the interval of
 * Tukey's that inverts the signed-rank test (Hodges and Lehmann 1963; Hollander and Wolfe 1999,
 * section 3.4): each end is a pairwise mean and misses with probability at most
 * (1 - confidence) / 2, exactly for up to 200 values, whatever the tails, and by the normal
 * approximation with continuity correction above. At 0.9 five values are needed to bound it.
 * Infinite values are allowed; a mean of two opposite infinities counts as 0. O(n^2 log n).
 */
export function hodgesLehmann(values: Float64Array, confidence: number): CentreEstimate {
  const means = pairwiseMeans(values)
  const rank = lowRank(values.length, (1 - confidence) / 2)
  return {
    estimate: quantileSorted(means, 0.5),
    low: rank === 0 ? Number.NEGATIVE_INFINITY : (means[rank - 1] as number),
    high: rank === 0 ? Number.POSITIVE_INFINITY : (means[means.length - rank] as number),
  }
}

/** Ascending means of all pairs of values, each value with itself included (Walsh averages). */
export function pairwiseMeans(values: Float64Array): Float64Array {
  const n = values.length
  const means = new Float64Array((n * (n + 1)) / 2)
  let next = 0
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const mean = ((values[i] as number) + (values[j] as number)) / 2
      means[next++] = Number.isNaN(mean) ? 0 : mean
    }
  }
  return means.toSorted()
}

/** Largest k with P(T <= k - 1) <= `tail` for the signed-rank statistic T of `n` values; 0 if none. */
function lowRank(n: number, tail: number): number {
  if (n > exactLimit) {
    const mean = (n * (n + 1)) / 4
    const sd = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24)
    return Math.max(0, Math.floor(mean + normalQuantile(tail) * sd + 0.5))
  }
  const masses = signedRankMasses(n)
  let below = 0
  let rank = 0
  for (const mass of masses) {
    below += mass
    if (below > tail + 1e-12) return rank
    rank++
  }
  return rank
}

/** P(T = t), t = 0 .. n (n + 1) / 2: each rank counts with probability one half. */
function signedRankMasses(n: number): Float64Array {
  const masses = new Float64Array((n * (n + 1)) / 2 + 1)
  masses[0] = 1
  for (let rank = 1; rank <= n; rank++) {
    for (let sum = (rank * (rank + 1)) / 2; sum >= 0; sum--) {
      const without = masses[sum] as number
      const withRank = sum >= rank ? (masses[sum - rank] as number) : 0
      masses[sum] = (without + withRank) / 2
    }
  }
  return masses
}
