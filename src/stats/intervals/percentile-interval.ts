import { samplesToBound } from './samples-to-bound.ts'
import { quantileSorted } from '../quantiles/quantile.ts'
import { effectiveSize, type EffectiveSize, quantileRanksEffective } from '../series/effective-size.ts'
import { sizeOfFlags } from '../series/grouped-size.ts'
import { above, notBelow, type NumberSeries, release, widened } from '../series/values.ts'

/** A percentile of a series in time order, and what its interval rests on. */
export interface PercentileInterval {
  /** The percentile itself; NaN of an empty series. */
  readonly value: number
  /** -infinity where the values cannot bound that end; an order statistic else, +infinity of failed requests too. */
  readonly low: number
  /** +infinity where the values cannot bound that end, and where failed requests make it so. */
  readonly high: number
  readonly confidence: number
  /** 1-based ranks of the ends in ascending order; null where that end is not bounded. */
  readonly ranks: { readonly low: number | null; readonly high: number | null }
  readonly n: number
  /** Independent values that these are worth for this percentile: a whole number. */
  readonly effective: number
}

/** Confidence of the interval at whose ends the series is looked at, whatever confidence is asked for. */
const lookedAt = 0.9
/** Values, or groups of them, above which the ends lie so near the percentile that the series is no other one there. */
const mostLookedAt = 20_000
/** Share of a value within which another one is the same: sums and differences of stamps are off in their last bits. */
const rounding = 1e-9

/**
 * The interval of the percentile `p` (0..1) of a series in time order: two order statistics, whose ends are exact
 * one-sided binomial tests at (1 - confidence) / 2 of the effective number of values. It is the only interval of a
 * percentile there is: reports print it, and a claim passes where it lies wholly below the limit and fails where it
 * lies wholly at or above.
 *
 * The effective number is the least of three: of which values lie at the percentile or above, and, as values that
 * come in bursts may begin beside it, of the same at either end of the interval that makes. At 90 % it covers
 * P50, P95 and P99 of 100 to 1,000 values 90 to 100 % of the time, with a first-order autocorrelation of 0, 0.3 or 0.7
 * and with ties and failures (simulated); by the percentile alone it was 86 % of 100 values at 0.7.
 *
 * Of three slow ones two are neighbours by chance often enough. No end that so many values could bound is given up for
 * that alone: the ranks of all values must be alike as well. Else a clean P95 of 80 independent values had no upper end
 * in 26 % of the cases; so it is in 3 %.
 *
 * @param sorted the values in ascending order, where they are at hand
 * @param groups numbers of neighbouring values that belong together, as {@link groupedSize} has them
 */
export function percentileInterval(
  values: NumberSeries,
  p: number,
  confidence: number,
  { sorted = values.toSorted(), groups }: { readonly sorted?: NumberSeries; readonly groups?: Uint32Array } = {},
): PercentileInterval {
  const n = values.length
  const sizeOf = (flags: Uint8Array): EffectiveSize => {
    const found = sizeOfFlags(flags, groups)
    release(flags)
    return found
  }
  const endsOf = (effective: number, asked: number): Pick<PercentileInterval, 'low' | 'high' | 'ranks'> => {
    const ranks = quantileRanksEffective(n, effective, p, asked)
    return {
      ranks,
      low: ranks.low === null ? Number.NEGATIVE_INFINITY : (sorted[ranks.low - 1] as number),
      high: ranks.high === null ? Number.POSITIVE_INFINITY : (sorted[ranks.high - 1] as number),
    }
  }
  const value = quantileSorted(sorted, p)
  const size = sizeOf(atOrAbove(values, value))
  const sizes = [size.effective]
  if ((groups?.length ?? n) <= mostLookedAt) {
    const { ranks, low, high } = endsOf(size.effective, lookedAt)
    if (ranks.low !== null) sizes.push(sizeOf(atOrAbove(values, low)).effective)
    if (ranks.high !== null) sizes.push(sizeOf(beyond(values, high)).effective)
  }
  const worth = Math.min(n, Math.max(1, Math.floor(Math.min(...sizes))))
  // The end that is further out takes more.
  const fewest = samplesToBound(Math.max(p, 1 - p), confidence)
  const isChance = worth < fewest && n >= fewest && groups === undefined && !effectiveSize(widened(values)).significant
  const effective = isChance ? fewest : worth
  return { value, ...endsOf(effective, confidence), confidence, n, effective }
}

function atOrAbove(values: NumberSeries, value: number): Uint8Array {
  return notBelow(values, Number.isFinite(value) ? value - Math.abs(value) * rounding : value)
}

function beyond(values: NumberSeries, value: number): Uint8Array {
  return above(values, Number.isFinite(value) ? value + Math.abs(value) * rounding : value)
}
