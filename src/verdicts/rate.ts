import type { IntervalRecord } from '../record/figure.ts'
import { proportionInterval } from '../stats/intervals/binomial.ts'
import {
  correlationDoubts,
  effectiveBad,
  flaggedBy,
  type Indicator,
  indicatorOf,
  judgeIndicator,
  sizesOf,
} from './indicator.ts'
import { defaultAlpha, type Judgement } from './judgement.ts'

/**
 * Judges "the rate of good ones lies above `ratio` (0..1)" on a series in time order that is 1 where
 * a request was bad: an exact binomial test on the bad ones, at the effective number of requests
 * where these come in bursts; the interval is Clopper and Pearson's. A rate at the ratio is not above
 * it.
 *
 * @param series values whose limits made a request bad, in time order: where these come in long waves nothing is
 * settled
 */
export function judgeRateAbove(
  bad: Float64Array,
  ratio: number,
  alpha: number = defaultAlpha,
  series: readonly Float64Array[] = [],
): Judgement & { readonly observed: number } {
  const indicator = series.reduce((flagged, values) => flaggedBy(values, flagged), indicatorOf(bad))
  const { n } = indicator
  const verdict = judgeIndicator(indicator, ratio, alpha)
  const observed = n === 0 ? Number.NaN : (n - indicator.bad) / n
  return {
    verdict,
    observed,
    pointHolds: observed > ratio,
    interval: intervalOf(indicator, 1 - 2 * alpha),
    n,
    effectiveN: indicator.effective,
    ...sizesOf(indicator, verdict, ratio, alpha),
    doubts: correlationDoubts(indicator),
  }
}

function intervalOf(indicator: Indicator, confidence: number): IntervalRecord {
  const { effective } = indicator
  const { forPass, forFail } = effectiveBad(indicator)
  const end = (bad: number): { low: number; high: number } => proportionInterval(effective - bad, effective, confidence)
  return { low: end(forPass).low, high: end(forFail).high, confidence }
}
