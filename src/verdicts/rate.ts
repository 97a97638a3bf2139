import { proportionInterval, samplesToPass } from '../stats/binomial.ts'
import { defaultAlpha, type Judgement } from './judgement.ts'
import { judgeShare, samplesToSettle } from './share.ts'

/**
 * Judges "the rate of success lies above `ratio` (0..1)": an exact binomial test on the failures; the
 * interval is Clopper and Pearson's. A rate at the ratio is not above it.
 */
export function judgeRateAbove(
  successes: number,
  n: number,
  ratio: number,
  alpha: number = defaultAlpha,
): Judgement & { readonly observed: number } {
  const verdict = judgeShare(n - successes, n, ratio, alpha)
  const confidence = 1 - 2 * alpha
  const observed = n === 0 ? Number.NaN : successes / n
  return {
    verdict,
    observed,
    pointHolds: observed > ratio,
    interval: { ...proportionInterval(successes, n, confidence), confidence },
    n,
    floor: samplesToPass(ratio, 0, alpha),
    needed: verdict === 'inconclusive' ? samplesToSettle(n - successes, n, ratio, alpha) : null,
  }
}
