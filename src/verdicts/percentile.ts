import { percentileRecord } from '../record/figure.ts'
import type { Verdict } from '../record/claim.ts'
import { type PercentileInterval, percentileInterval } from '../stats/intervals/percentile-interval.ts'
import { sizeOfFlags } from '../stats/series/grouped-size.ts'
import { notBelow } from '../stats/series/values.ts'
import { correlationDoubts, flaggedBy, type Indicator, type Margins, sizesOf } from './indicator.ts'
import { defaultAlpha, type Judgement } from './judgement.ts'

/** A judged percentile, and the counts its verdict rests on. */
export interface PercentileJudgement extends Judgement, Margins {
  readonly observed: number
  /** Values at or above the limit. */
  readonly above: number
}

/**
 * Judges "the percentile `p` (0..1) lies below `limit`" on an adjusted series in time order, in which
 * failed requests are +infinity, by the interval of the percentile that reports print: pass where it lies wholly below
 * the limit, fail where wholly at or above. That is an exact binomial test on the number of values at or above the
 * limit, at the effective number of values where these come in bursts. A value at the limit is not below it.
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
  const found = percentileInterval(adjusted, p, 1 - 2 * alpha, groups === undefined ? {} : { groups })
  const counted = indicatorOf(found, adjusted, limit, groups)
  // That the values themselves come in long waves counts too.
  const indicator = groups === undefined ? flaggedBy(adjusted, counted) : counted
  const margins = marginsOf(found)
  const verdict = indicator.tooCorrelated ? 'inconclusive' : verdictOf(indicator.bad, margins)
  return {
    verdict,
    observed: found.value,
    pointHolds: found.value < limit,
    interval: percentileRecord(found),
    n: indicator.n,
    effectiveN: indicator.effective,
    ...sizesOf(indicator, verdict, p, alpha),
    doubts: correlationDoubts(indicator),
    above: indicator.bad,
    ...margins,
  }
}

/**
 * The values at the limit or above. They are too correlated where those at the limit are, and not where those at the
 * percentile alone are, which the interval knows: clients that stall together make bursts there in every run, and a
 * limit that none of these reaches would stay open however many requests there were.
 */
function indicatorOf(
  { n, effective }: PercentileInterval,
  values: Float64Array,
  limit: number,
  groups: Uint32Array | undefined,
): Indicator {
  const flags = notBelow(values, limit)
  let bad = 0
  for (const flag of flags) bad += flag
  const { autocorrelation, tooCorrelated } = sizeOfFlags(flags, groups)
  return { n, bad, effective, autocorrelation, tooCorrelated }
}

/** Counts of values at the limit or above with which the limit lies beyond an end of the interval. */
function marginsOf({ n, ranks: { low, high } }: PercentileInterval): Margins {
  return { most: high === null ? null : n - high, fewest: low === null ? null : n - low + 1 }
}

function verdictOf(bad: number, { most, fewest }: Margins): Verdict {
  if (most !== null && bad <= most) return 'pass'
  return fewest !== null && bad >= fewest ? 'fail' : 'inconclusive'
}
