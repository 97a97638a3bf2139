import { proportionInterval } from './binomial.ts'
import { momentsOf } from '../moments.ts'
import { studentQuantile } from '../normal.ts'
import { meanInterval } from './mean-interval.ts'
import { unseenShare } from './score-interval.ts'

/** Fewest pairs whose spread alone tells where the mean difference may lie. */
const fewestForSpread = 20

/**
 * Two-sided interval of the mean of paired differences of scores from 0 to 1 (ours - theirs, one a prompt): the paired
 * bootstrap's (see {@link meanInterval}), its lower end no higher than Student's, for that one says "no worse". Where
 * all are alike, as where no difference was seen, there is no spread to go by: it goes as far as the mean would move if
 * as many prompts as may be unseen (the rule of three) lost or won all. Of fewer than 20 its lower end is as low as the
 * share of changed prompts, bounded exactly, could bring it; so it is where the bootstrap finds no end. Null for none.
 */
export function differenceInterval(
  differences: Float64Array,
  confidence: number,
): { readonly low: number; readonly high: number } | null {
  const n = differences.length
  if (n === 0) return null
  const [first = 0] = differences
  const tail = (1 - confidence) / 2
  if (differences.every((difference) => difference === first)) {
    const unseen = unseenShare(n, tail)
    return { low: first * (1 - unseen) - unseen, high: first * (1 - unseen) + unseen }
  }
  const resampled = meanInterval(differences, confidence, n, false)
  if (resampled === null) return { low: -1, high: 1 }
  const { mean, variance } = momentsOf(differences)
  const byStudent = mean - studentQuantile(1 - tail, n - 1) * Math.sqrt(variance / n)
  const changed = differences.filter((difference) => difference !== 0).length
  const byShare = -proportionInterval(changed, n, confidence).high
  // Of few changes the bootstrap cannot say how bad one may be: at the worst each of them loses all.
  const low = Number.isFinite(resampled.low) ? Math.min(resampled.low, byStudent) : byShare
  return { low: n < fewestForSpread ? Math.min(low, byShare) : low, high: Math.min(1, resampled.high) }
}

/** Fewest pairs without any difference with which a loss of `margin` is out of reach at this one-sided error rate. */
export function pairsWithoutChange(margin: number, alpha: number): number {
  return Math.ceil(Math.log(alpha) / Math.log(1 - margin) - 1e-9)
}
