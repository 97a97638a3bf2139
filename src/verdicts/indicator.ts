import { formatCount, formatNumber } from '../figures.ts'
import type { Verdict } from '../record/claim.ts'
import { samplesToPass } from '../stats/intervals/binomial.ts'
import { effectiveSize } from '../stats/series/effective-size.ts'
import { judgeShare, samplesToSettle } from './share.ts'

/** Number of bad values among `n`, and number of independent values that these are worth. */
export interface Indicator {
  readonly n: number
  readonly bad: number
  /** `n` unless the autocorrelation is significant; a whole number. */
  readonly effective: number
  /** Autocorrelation of the series "bad or not" in time order, at lag 1. */
  readonly autocorrelation: number
  /** True where neighbours are so alike that no correction can be trusted. */
  readonly tooCorrelated: boolean
}

/**
 * Counts a series of 0 (good) and 1 (bad) in time order. Bad values that come in bursts tell less
 * than as many scattered ones: where the autocorrelation is significant, the effective number of
 * values is tested.
 */
export function indicatorOf(series: Float64Array): Indicator {
  let bad = 0
  for (const value of series) bad += value
  const n = series.length
  const { effective, autocorrelation, significant, tooCorrelated } = effectiveSize(series)
  return {
    n,
    bad,
    effective: significant ? Math.min(n, Math.max(1, Math.floor(effective))) : n,
    autocorrelation,
    tooCorrelated,
  }
}

/**
 * The indicator, too correlated also where the values are that it was made from: where few of them miss their limit,
 * its own series shows less of their long waves.
 */
export function flaggedBy(values: Float64Array, indicator: Indicator): Indicator {
  if (indicator.tooCorrelated) return indicator
  const { tooCorrelated, autocorrelation } = effectiveSize(values)
  return tooCorrelated ? { ...indicator, tooCorrelated, autocorrelation } : indicator
}

/** Tolerance within which a number that is off in its last bits of a float64 counts as whole. */
const slack = 1e-9

/**
 * Bad values among the effective ones, rounded as ranks spread over all of them are: the number that
 * a pass, and the number that a fail, is tested with.
 */
export function effectiveBad({ n, bad, effective }: Indicator): { readonly forPass: number; readonly forFail: number } {
  if (effective === n) return { forPass: bad, forFail: bad }
  const share = effective / n
  return {
    forPass: Math.max(0, Math.ceil((bad + 1) * share - 1 - slack)),
    forFail: effective + 1 - Math.ceil((n + 1 - bad) * share - slack),
  }
}

/** The exact tests of "fewer than a share `1 - p` is bad" at the effective number of values. */
export function judgeIndicator(indicator: Indicator, p: number, alpha: number): Verdict {
  if (indicator.tooCorrelated) return 'inconclusive'
  const { forPass, forFail } = effectiveBad(indicator)
  if (judgeShare(forPass, indicator.effective, p, alpha) === 'pass') return 'pass'
  return judgeShare(forFail, indicator.effective, p, alpha) === 'fail' ? 'fail' : 'inconclusive'
}

/** Counts of bad values, among all `n`, that decide; null where `n` is too small. */
export interface Margins {
  /** Most bad values with which the claim passes. */
  readonly most: number | null
  /** Fewest bad values with which it fails. */
  readonly fewest: number | null
}

/** Numbers of values, as correlated as these, that the claim takes at least (`floor`) and still (`needed`). */
export function sizesOf(
  indicator: Indicator,
  verdict: Verdict,
  p: number,
  alpha: number,
): { readonly floor: number; readonly needed: number | null } {
  const { n, bad, effective, tooCorrelated } = indicator
  const scaled = (count: number): number => (n === 0 ? count : Math.ceil((count * n) / effective - slack))
  const needed = verdict === 'inconclusive' && !tooCorrelated ? samplesToSettle(bad, n, p, alpha) : null
  return { floor: scaled(samplesToPass(p, 0, alpha)), needed: needed === null ? null : scaled(needed) }
}

/** Reasons why correlated values cannot be judged; empty where they can. */
export function correlationDoubts({
  n,
  autocorrelation,
  tooCorrelated,
}: Pick<Indicator, 'n' | 'autocorrelation' | 'tooCorrelated'>): string[] {
  if (!tooCorrelated) return []
  return [
    `the values are too correlated (autocorrelation ${formatNumber(autocorrelation)}): good and bad ones come ` +
      `in long stretches, so ${formatCount(n)} of them tell little; find what drifts or pauses, ` +
      'or measure in several shorter runs',
  ]
}
