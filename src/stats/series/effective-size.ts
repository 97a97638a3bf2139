import { autocorrelation, autocorrelationTime } from './autocorrelation.ts'
import { blockTime } from './block-time.ts'
import { quantileRanks } from '../intervals/binomial.ts'
import { midranks } from '../quantiles/midranks.ts'
import { tetrachoricCorrelation } from './tetrachoric.ts'
import { areBinary, release } from './values.ts'

/** Number of independent values that a series in time order is worth. */
export interface EffectiveSize {
  readonly n: number
  /** `n` where the autocorrelation is not significant; never more than `n`, never less than 1. */
  readonly effective: number
  /**
   * Autocorrelation at lag 1. Where significant, it is on the scale of the underlying values: the
   * coefficient of a Gaussian AR(1) process with the same behaviour, for an indicator of rare values
   * correlates much less than what causes it.
   */
  readonly autocorrelation: number
  readonly significant: boolean
  /** True beyond what the correction was shown to mend: the claim is not decided by these samples. */
  readonly tooCorrelated: boolean
}

/** One-sided 10 % point of the normal distribution: missing a correlation costs more than seeing one. */
const criticalValue = 1.2816
/** Coefficient above which a series is too correlated: half of all series with this one estimate more. */
const highest = 0.62

/**
 * Effective size of a series in time order: of the 0/1 indicator of a claim (value above its limit),
 * which is what a percentile or rate claim counts, or of any series, whose ranks are used, so that
 * tails and infinite values do no harm. n over the integrated autocorrelation time: the larger of
 * Geyer's initial monotone sequence (1992) and the (1 + r) / (1 - r) of a first-order process, applied
 * only where the lag-1 autocorrelation is significantly positive (one-sided 10 %).
 *
 * With this size the exact binomial interval of AR(1) series with coefficients 0 to 0.6 and n >= 200
 * covers P50 to P99 at least 95 % of the time at nominal 95 %, and 91 % at nominal 90 % (simulated);
 * without it 76 % and 67 %. Of coefficients of 0.7 / 0.8 / 0.9 the flag finds 89 / 100 / 100 % from 200
 * raw values, but 57 / 74 / 73 % from their P95 indicator alone: for the check, give the values. A
 * constant or empty series counts as independent: nothing can be told.
 */
export function effectiveSize(indicator: Float64Array): EffectiveSize {
  const n = indicator.length
  const binary = areBinary(indicator)
  const series = binary ? indicator : ranksOf(indicator)
  const lag1 = autocorrelation(series, 1)
  const blocks = blockTime(series)
  const significant = lag1 * Math.sqrt(n) > criticalValue || blocks > 1
  const latent = significant ? latentCorrelation(series, lag1, binary) : lag1
  const time = significant ? Math.max(autocorrelationTime(series), (1 + lag1) / (1 - lag1), blocks) : 1
  if (series !== indicator) release(series)
  return {
    n,
    effective: Math.min(n, Math.max(1, n / time)),
    autocorrelation: latent,
    significant,
    tooCorrelated: significant && latent > highest,
  }
}

/** Share of its largest value that the values of a series differ by where only rounding makes them differ. */
const rounding = 1e-12

function ranksOf(values: Float64Array): Float64Array {
  const series = withoutRounding(values)
  const ranks = midranks(series)
  if (series !== values) release(series)
  return ranks
}

/** The series; one value for all where they differ by rounding only, whose ranks would show a pattern. */
function withoutRounding(values: Float64Array): Float64Array {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const isConstant = high < Number.POSITIVE_INFINITY && high - low <= rounding * Math.max(Math.abs(low), Math.abs(high))
  return isConstant ? new Float64Array(values.length) : values
}

/** Largest corrected autocorrelation: the correction of a small sample's could reach 1 and beyond. */
const mostCorrelated = 0.99

/**
 * Effective size of a finite series for its mean: as {@link effectiveSize} by significance and by what is
 * too correlated (both of the ranks), but with the autocorrelation time of the values themselves, whose
 * lag-1 autocorrelation r is freed of its bias in small samples, r + (1 + 4 r) / n (Kendall 1954).
 *
 * With this size `meanInterval` of AR(1) series with coefficients up to 0.6 and n >= 200 covers the mean
 * 95 % of the time at nominal 95 %, of their exponentials with a variation of 53 % 94 % (simulated);
 * without it 66 %.
 */
export function effectiveSizeOfMean(values: Float64Array): EffectiveSize {
  const n = values.length
  const size = effectiveSize(values)
  if (!size.significant) return size
  const lag1 = autocorrelation(values, 1)
  const corrected = Math.min(mostCorrelated, Math.max(0, lag1 + (1 + 4 * lag1) / n))
  const time = Math.max(autocorrelationTime(values), (1 + corrected) / (1 - corrected), blockTime(values))
  return { ...size, effective: Math.min(n, Math.max(1, n / time)) }
}

/** Correlation of a Gaussian process from that of its indicator (tetrachoric) or its ranks (Pearson 1907). */
function latentCorrelation(series: Float64Array, lag1: number, binary: boolean): number {
  if (!binary) return 2 * Math.sin((Math.PI / 6) * lag1)
  let ones = series[0] ?? 0
  let both = 0
  for (let i = 1; i < series.length; i++) {
    ones += series[i] as number
    both += (series[i] as number) * (series[i - 1] as number)
  }
  return tetrachoricCorrelation(ones / series.length, both / (series.length - 1))
}

/**
 * Ranks (1-based) of the order statistics that bound the quantile `p` of `n` values worth only
 * `effective` independent ones: the exact ranks of that many values, spread over `n` towards the
 * outside. Equals {@link quantileRanks} where `effective` is `n`. Null where even so many values
 * cannot bound that end.
 */
export function quantileRanksEffective(
  n: number,
  effective: number,
  p: number,
  confidence: number,
): { low: number | null; high: number | null } {
  const size = Math.min(n, Math.floor(effective))
  const { low, high } = quantileRanks(size, p, confidence)
  const spread = (rank: number): number => Math.max(1, Math.floor((rank * n) / size))
  return {
    low: low === null ? null : spread(low),
    high: high === null ? null : n + 1 - spread(size + 1 - high),
  }
}
