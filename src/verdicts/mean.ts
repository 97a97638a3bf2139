import type { IntervalRecord } from '../runs/record.ts'
import { meanInterval } from '../stats/mean-interval.ts'
import { momentsOf } from '../stats/moments.ts'
import { judgeInterval, samplesToSeparate } from './interval.ts'
import { defaultAlpha, type Judgement } from './judgement.ts'

/** Below this a bootstrap of a skewed series is wrong much more often than it says. */
const fewestForMean = 20

/**
 * Judges "the mean lies below `limit`" on an adjusted series by the bootstrap interval of the mean.
 * One failed request (+infinity) makes the mean infinite, and the claim fail. Fewer than 20 values
 * settle nothing. Unlike the tests of percentiles and rates this one is approximate: at the limit a
 * pass is wrong 5 % of the time for even data, and for an exponential series 9 % at 20 values, 5 % at
 * 200 (simulated).
 */
export function judgeMeanBelow(
  adjusted: Float64Array,
  limit: number,
  alpha: number = defaultAlpha,
): Judgement & { readonly observed: number } {
  const n = adjusted.length
  const base = { n, effectiveN: n, floor: fewestForMean, needed: null, doubts: [] }
  if (adjusted.includes(Number.POSITIVE_INFINITY)) {
    const observed = Number.POSITIVE_INFINITY
    return { ...base, verdict: 'fail', observed, pointHolds: false, interval: null }
  }
  const observed = momentsOf(adjusted).mean
  const ends = meanInterval(adjusted, 1 - 2 * alpha)
  const interval: IntervalRecord | null = ends === null ? null : { ...ends, confidence: 1 - 2 * alpha }
  const verdict = n < fewestForMean ? 'inconclusive' : judgeInterval(interval, limit, 'below')
  const separated = samplesToSeparate(observed, interval, limit, n)
  const needed = separated === null ? null : Math.max(separated, fewestForMean)
  return {
    ...base,
    verdict,
    observed,
    pointHolds: observed < limit,
    interval,
    needed: verdict === 'inconclusive' ? needed : null,
  }
}
