import { type IntervalRecord, intervalRecord } from '../record/figure.ts'
import { groupedSize } from '../stats/series/grouped-size.ts'
import { effectiveSizeOfMean } from '../stats/series/effective-size.ts'
import { meanInterval } from '../stats/intervals/mean-interval.ts'
import { momentsOf } from '../stats/moments.ts'
import { correlationDoubts } from './indicator.ts'
import { judgeInterval, samplesToSeparate } from './interval.ts'
import { defaultAlpha, type Judgement } from './judgement.ts'

/** Fewest values for a mean: with fewer a bootstrap of a skewed series errs much more often than it says. */
const fewestForMean = 20

/**
 * Judges "the mean lies below `limit`" on an adjusted series by the bootstrap interval of the mean.
 * One failed request (+infinity) makes the mean infinite, and the claim fail. Fewer than 20 independent
 * values settle nothing: where neighbours are significantly alike the interval is that of the effective
 * number of values, and where they are too alike nothing is settled. Unlike the tests of percentiles and
 * rates this one is approximate: at the limit a pass is wrong 5 % of the time for even data, and for an
 * exponential series 8 % at 20 values, 5 % at 200 (simulated).
 *
 * @param groups numbers of neighbouring values that belong together, as of {@link judgePercentileBelow}
 * @param wider interval that stands in place of the values' own; null for none
 */
export function judgeMeanBelow(
  adjusted: Float64Array,
  limit: number,
  alpha: number = defaultAlpha,
  groups?: Uint32Array,
  wider: IntervalRecord | null = null,
): Judgement & { readonly observed: number } {
  const n = adjusted.length
  const base = { n, needed: null, doubts: [] }
  if (adjusted.includes(Number.POSITIVE_INFINITY)) {
    const observed = Number.POSITIVE_INFINITY
    return {
      ...base,
      verdict: 'fail',
      observed,
      pointHolds: false,
      interval: null,
      effectiveN: n,
      floor: fewestForMean,
    }
  }
  const observed = momentsOf(adjusted).mean
  const size = groups === undefined ? effectiveSizeOfMean(adjusted) : groupedSize(adjusted, groups)
  const effectiveN = size.significant ? Math.min(n, Math.floor(size.effective)) : n
  const floor = Math.ceil((fewestForMean * n) / Math.max(1, effectiveN))
  const ends = meanInterval(adjusted, 1 - 2 * alpha, effectiveN)
  const interval = wider ?? (ends === null ? null : intervalRecord(ends, 1 - 2 * alpha))
  const settles = effectiveN >= fewestForMean && !size.tooCorrelated
  const verdict = settles ? judgeInterval(interval, limit, 'below') : 'inconclusive'
  const separated = samplesToSeparate(observed, interval, limit, n)
  const needed = separated === null || size.tooCorrelated ? null : Math.max(separated, floor)
  return {
    ...base,
    verdict,
    observed,
    pointHolds: observed < limit,
    interval,
    effectiveN,
    floor,
    doubts: correlationDoubts(size),
    needed: verdict === 'inconclusive' ? needed : null,
  }
}
