import type { IntervalRecord } from '../record/figure.ts'
import { quantileSorted } from '../stats/quantiles/quantile.ts'
import { groupedIndicator } from './grouped-indicator.ts'
import {
  correlationDoubts,
  flaggedBy,
  type Indicator,
  indicatorOf,
  judgeIndicator,
  type Margins,
  marginsOf,
  sizesOf,
} from './indicator.ts'
import { defaultAlpha, type Judgement } from './judgement.ts'

/** A judged percentile, and the counts its verdict rests on. */
export interface PercentileJudgement extends Judgement, Margins {
  readonly observed: number
  /** Values at or above the limit. */
  readonly above: number
}

/**
 * Judges "the percentile `p` (0..1) lies below `limit`" on an adjusted series in time order, in which
 * failed requests are +infinity: an exact binomial test on the number of values at or above the
 * limit, at the effective number of values where these come in bursts. A value at the limit is not
 * below it. The interval is the exact, distribution-free one of the percentile.
 *
 * @param groups numbers of neighbouring values that belong together, such as the gaps of each request; left out where
 * each value stands for itself
 */
export function judgePercentileBelow(
  adjusted: Float64Array,
  p: number,
  limit: number,
  alpha: number = defaultAlpha,
  groups?: Uint32Array,
): PercentileJudgement {
  const indicator = percentileIndicator(adjusted, limit, groups)
  const sorted = adjusted.toSorted()
  const observed = quantileSorted(sorted, p)
  const verdict = judgeIndicator(indicator, p, alpha)
  const margins = marginsOf(indicator, p, alpha)
  return {
    verdict,
    observed,
    pointHolds: observed < limit,
    interval: intervalOf(sorted, margins, 1 - 2 * alpha),
    n: indicator.n,
    effectiveN: indicator.effective,
    ...sizesOf(indicator, verdict, p, alpha),
    doubts: correlationDoubts(indicator),
    above: indicator.bad,
    ...margins,
  }
}

/** The series "at or above the limit"; that the values themselves come in long waves counts too. */
function percentileIndicator(adjusted: Float64Array, limit: number, groups: Uint32Array | undefined): Indicator {
  const bad = adjusted.map((value) => (value < limit ? 0 : 1))
  if (groups !== undefined) return groupedIndicator(bad, groups)
  return flaggedBy(adjusted, indicatorOf(bad))
}

/** The order statistics at which the verdict turns: the interval and the verdict cannot disagree. */
function intervalOf(sorted: Float64Array, { most, fewest }: Margins, confidence: number): IntervalRecord {
  const value = (index: number): number | null => {
    const ordered = sorted[index] ?? Number.NaN
    return Number.isFinite(ordered) ? ordered : null
  }
  return {
    low: fewest === null ? null : value(sorted.length - fewest),
    high: most === null ? null : value(sorted.length - most - 1),
    confidence,
  }
}
