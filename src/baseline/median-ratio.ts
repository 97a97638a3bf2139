import { normalCdf, normalQuantile } from '../stats/normal.ts'
import { quantileSorted } from '../stats/quantiles/quantile.ts'
import { seededRandom } from '../stats/random.ts'
import { bootstrapMedians } from './bootstrap-medians.ts'
import type { MedianSource } from './median-source.ts'

/** Ratio of the medians of two independent series. */
export interface MedianRatio {
  /** Our median over theirs. */
  readonly ratio: number
  readonly low: number
  readonly high: number
  readonly confidence: number
  /** Standard errors of the logarithm of either median, which needed sizes are told from. */
  readonly errors: { readonly ours: number; readonly theirs: number }
  /**
   * One-sided p-value of "the ratio does not lie on this side of the limit": the smallest error rate
   * at which the interval lies wholly there.
   */
  readonly pValue: (limit: number, side: 'above' | 'below') => number
}

const resamples = 2000
/** Number of values above which the bootstrap and the closed form agree to the printed digits. */
const bootstrapLimit = 20_000

/**
 * Ratio of the medians of two independent (not paired) series with a two-sided interval: a seeded
 * bias-corrected bootstrap (Efron 1987; the acceleration is that of a median, 0, for the jackknife
 * moves a median up and down by equal parts) up to 20,000 values, above that and for digests a
 * closed form: normal on the logarithm, with standard errors from the order statistics around the
 * medians. A digest's own error widens the interval.
 *
 * Null where a median is 0 or theirs is infinite: there is no ratio.
 */
export function medianRatio(ours: MedianSource, theirs: MedianSource, confidence: number): MedianRatio | null {
  const ratio = ours.median / theirs.median
  if (!(ours.median > 0 && theirs.median > 0) || theirs.median === Number.POSITIVE_INFINITY) return null
  const errors = { ours: logError(ours), theirs: logError(theirs) }
  const closed = ours.n > bootstrapLimit || theirs.n > bootstrapLimit || ours.relativeError + theirs.relativeError > 0
  const { end, below } = closed ? closedForm(ratio, errors) : bootstrapped(ours, theirs, { ratio, errors })
  const slack = (1 + ours.relativeError) * (1 + theirs.relativeError)
  const tail = (1 - confidence) / 2
  return {
    ratio,
    low: end(tail) / slack,
    high: end(1 - tail) * slack,
    confidence,
    errors,
    pValue: (limit, side) => (side === 'above' ? below(limit * slack) : 1 - below(limit / slack)),
  }
}

/** Confidence in the values of a ratio, as a distribution. */
interface Confidence {
  /** The end of the interval that leaves the given share of the confidence below it. */
  readonly end: (tail: number) => number
  /** The confidence that the ratio lies below a value: the inverse of `end`. */
  readonly below: (value: number) => number
}

function closedForm(ratio: number, { ours, theirs }: MedianRatio['errors']): Confidence {
  if (!Number.isFinite(ratio)) return { end: () => ratio, below: () => 0 }
  const error = Math.hypot(ours, theirs)
  return {
    end: (tail) => ratio * Math.exp(normalQuantile(tail) * error),
    below: (value) => (value === ratio ? 0.5 : normalCdf(Math.log(value / ratio) / error)),
  }
}

function bootstrapped(
  ours: MedianSource,
  theirs: MedianSource,
  { ratio, errors }: Pick<MedianRatio, 'ratio' | 'errors'>,
): Confidence {
  const random = seededRandom(ours.n * 65_537 + theirs.n)
  const numerators = bootstrapMedians(ours, resamples, random)
  const denominators = bootstrapMedians(theirs, resamples, random)
  // Two infinite medians tell nothing of the ratio: they count as equal.
  const ratios = numerators
    .map((median, i) => (median === denominators[i] ? 1 : median / (denominators[i] as number)))
    .toSorted()
  const bias = normalQuantile(shareBelow(ratios, ratio))
  const rare = 1 / resamples
  const { below } = closedForm(ratio, errors)
  return {
    end: (tail) => quantileSorted(ratios, normalCdf(2 * bias + normalQuantile(tail))),
    below: (value) => {
      // A value that no draw reached is rarer than one draw; how rare, only the closed form can say.
      if (value < (ratios[0] as number)) return Math.min(rare, below(value))
      if (value > (ratios.at(-1) as number)) return Math.max(1 - rare, below(value))
      return normalCdf(normalQuantile(shareBelow(ratios, value)) - 2 * bias)
    },
  }
}

/** Share of the draws below the estimate, half of those that equal it; never quite 0 or 1. */
function shareBelow(draws: Float64Array, estimate: number): number {
  let below = 0
  for (const draw of draws) {
    if (draw < estimate) below++
    else if (draw === estimate) below += 0.5
  }
  return Math.min(Math.max(below, 1), draws.length - 1) / draws.length
}

/**
 * Standard error of the logarithm of a median, from the values a normal interval's two ends stand at:
 * half the logarithm of their ratio.
 */
function logError(source: MedianSource): number {
  const { n, effective } = source
  const reach = 1.645 / (2 * Math.sqrt(Math.max(1, effective)))
  const rank = (p: number): number => Math.min(n - 1, Math.max(0, Math.round(p * (n - 1))))
  const [low, high] = [source.at(rank(0.5 - reach)), source.at(rank(0.5 + reach))]
  if (!(low > 0) || !Number.isFinite(high)) return Number.POSITIVE_INFINITY
  return Math.log(high / low) / (2 * 1.645)
}
