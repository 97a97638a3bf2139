import { quantileSorted } from '../stats/quantile.ts'

/** How much a series in time order tells of its median. */
export interface EffectiveSize {
  /** Independent values the series is worth: n where no correlation is found. */
  readonly effective: number
  /** True where the correlation is beyond what the correction is good for. */
  readonly tooCorrelated: boolean
}

const mostCorrelation = 0.6

/**
 * Effective size of a series for its median: n (1 - r) / (1 + r), r the lag-1 autocorrelation of
 * the indicator "above the median" (exact for a first-order process of it), where r is significantly
 * above 0 at one-sided 5 % (r > 1.645 / sqrt(n)); n elsewhere.
 */
export function effectiveSize(values: Float64Array): EffectiveSize {
  const n = values.length
  const correlation = indicatorCorrelation(values)
  if (correlation <= 1.645 / Math.sqrt(n)) return { effective: n, tooCorrelated: false }
  return {
    effective: Math.max(1, (n * (1 - correlation)) / (1 + correlation)),
    tooCorrelated: correlation > mostCorrelation,
  }
}

function indicatorCorrelation(values: Float64Array): number {
  const n = values.length
  if (n < 3) return 0
  const median = quantileSorted(values.toSorted(), 0.5)
  const above = Array.from(values, (value) => (value > median ? 1 : 0))
  const mean = above.reduce<number>((sum, one) => sum + one, 0) / n
  let squares = 0
  let products = 0
  for (const [i, one] of above.entries()) {
    squares += (one - mean) ** 2
    if (i > 0) products += (one - mean) * ((above[i - 1] ?? 0) - mean)
  }
  return squares === 0 ? 0 : products / squares
}
