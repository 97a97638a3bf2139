import type { IntervalRecord } from '../record/figure.ts'
import type { Verdict } from '../record/claim.ts'

/**
 * Verdict on "below `limit`" or "above `limit`" from an interval whose ends are one-sided tests: pass
 * when it lies wholly on the claimed side, fail when wholly on the other. Both claims are strict.
 */
export function judgeInterval(interval: IntervalRecord | null, limit: number, side: 'below' | 'above'): Verdict {
  if (interval === null) return 'inconclusive'
  const low = interval.low ?? Number.NEGATIVE_INFINITY
  const high = interval.high ?? Number.POSITIVE_INFINITY
  const [passes, fails] = side === 'below' ? [high < limit, low >= limit] : [low > limit, high <= limit]
  if (passes) return 'pass'
  return fails ? 'fail' : 'inconclusive'
}

/**
 * Values with which the end of the interval that reaches over `limit` would no longer do so, its
 * distance from the estimate shrinking with the square root of n; null without an interval or at the
 * limit.
 */
export function samplesToSeparate(
  observed: number,
  interval: IntervalRecord | null,
  limit: number,
  n: number,
): number | null {
  const end = observed < limit ? interval?.high : interval?.low
  if (end === undefined || end === null || observed === limit) return null
  const needed = Math.ceil(n * ((end - observed) / (limit - observed)) ** 2)
  return Number.isFinite(needed) ? Math.max(needed, n + 1) : null
}
