import { midranks } from '../quantiles/midranks.ts'
import { normalCdf } from '../normal.ts'
import { release } from '../series/values.ts'

/** Comparison of two independent samples by ranks. */
export interface MannWhitney {
  /** Pairs (ours, theirs) in which ours is larger, ties counting one half. */
  readonly u: number
  /** u over all pairs: 0.5 where neither tends to be larger (common-language effect size). */
  readonly effect: number
  /** Two-sided p-value of equal distributions. */
  readonly pValue: number
}

/** Most values together for which, without ties, the distribution of u is counted exactly. */
const exactLimit = 40

/**
 * Mann-Whitney test (Mann and Whitney 1947): exact for at most 40 values without ties, else the normal
 * approximation with tie and continuity correction (Hollander and Wolfe 1999). Descriptive: it takes
 * values as independent. Null where one side has none.
 */
export function mannWhitney(ours: Float64Array, theirs: Float64Array): MannWhitney | null {
  const [m, n] = [ours.length, theirs.length]
  if (m === 0 || n === 0) return null
  const pooled = new Float64Array(m + n)
  pooled.set(ours)
  pooled.set(theirs, m)
  const ranks = midranks(pooled)
  let rankSum = 0
  for (let i = 0; i < m; i++) rankSum += ranks[i] as number
  const u = rankSum - (m * (m + 1)) / 2
  const ties = tieTerm(ranks)
  release(pooled, ranks)
  const far = Math.abs(u - (m * n) / 2)
  const pValue = ties === 0 && m + n <= exactLimit ? exact(far, m, n) : approximate(far, m, n, ties)
  return { u, effect: u / (m * n), pValue }
}

function approximate(far: number, m: number, n: number, ties: number): number {
  const size = m + n
  const variance = ((m * n) / 12) * (size + 1 - ties / (size * (size - 1)))
  if (variance <= 0) return 1
  return Math.min(1, 2 * normalCdf(-Math.max(0, far - 0.5) / Math.sqrt(variance)))
}

/** Exact p-value: subsets of m of the ranks 1 .. m + n are counted by their sum. */
function exact(far: number, m: number, n: number): number {
  const most = (m * (m + 2 * n + 1)) / 2
  const counts = Array.from({ length: m + 1 }, () => new Float64Array(most + 1))
  ;(counts[0] as Float64Array)[0] = 1
  for (let rank = 1; rank <= m + n; rank++) {
    for (let taken = Math.min(m, rank); taken >= 1; taken--) {
      const into = counts[taken] as Float64Array
      const from = counts[taken - 1] as Float64Array
      for (let sum = most; sum >= rank; sum--) {
        into[sum] = (into[sum] as number) + (from[sum - rank] as number)
      }
    }
  }
  let total = 0
  let extreme = 0
  for (const [sum, count] of (counts[m] as Float64Array).entries()) {
    total += count
    const u = sum - (m * (m + 1)) / 2
    if (Math.abs(u - (m * n) / 2) >= far) extreme += count
  }
  return extreme / total
}

function tieTerm(ranks: Float64Array): number {
  const sorted = ranks.toSorted()
  let term = 0
  let tied = 1
  for (let i = 1; i <= sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) tied++
    else {
      term += tied ** 3 - tied
      tied = 1
    }
  }
  release(sorted)
  return term
}
