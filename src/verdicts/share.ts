import type { Verdict } from '../record/claim.ts'
import { binomialCdf, binomialSf, samplesToPass } from '../stats/intervals/binomial.ts'

/** Most values that are named: a share that needs more is at the limit for every practical purpose. */
const mostNeeded = 1_000_000

/**
 * Exact one-sided binomial tests of "fewer than a share `1 - p` of all values is bad", with `bad` of
 * `n` seen: pass when so few would be seen with probability <= `alpha` if exactly that share were
 * bad, fail when so many would be.
 */
export function judgeShare(bad: number, n: number, p: number, alpha: number): Verdict {
  if (binomialCdf(bad, n, 1 - p) <= alpha) return 'pass'
  return binomialSf(bad, n, 1 - p) <= alpha ? 'fail' : 'inconclusive'
}

/**
 * About the fewest values (at most 7 % more) with which {@link judgeShare} would pass or fail if the
 * observed share `bad / n` held, never fewer than could pass with none bad; null when the share is
 * at `1 - p`, or so near that a million values would not do.
 */
export function samplesToSettle(bad: number, n: number, p: number, alpha: number): number | null {
  const floor = samplesToPass(p, 0, alpha)
  if (n === 0) return floor
  const lean = bad - n * (1 - p)
  // 1 - p is not exact: 5 bad of 100 is a share of exactly 1 - 0.95.
  if (Math.abs(lean) < 1e-9 * n) return null
  // Failing on many bad ones is passing, at the complementary share, on few good ones.
  const settled = lean < 0 ? fewest(bad, n, p, alpha) : fewest(n - bad, n, 1 - p, alpha)
  return settled === null ? null : Math.max(floor, settled)
}

/** A sample that passes with the share `count / n` seen: the smallest but for whole-number ripples. */
function fewest(count: number, n: number, p: number, alpha: number): number | null {
  const passes = (seen: number): boolean => samplesToPass(p, seen, alpha) * count <= seen * n
  if (passes(0)) return samplesToPass(p, 0, alpha)
  let low = 0
  let high = 1
  while (!passes(high)) {
    if (samplesToPass(p, high, alpha) > mostNeeded) return null
    low = high
    high *= 2
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (passes(middle)) high = middle
    else low = middle
  }
  return samplesToPass(p, high, alpha)
}
