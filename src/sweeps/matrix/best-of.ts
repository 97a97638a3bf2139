import { differenceOf, intervalOf, meanOfLaunches } from '../../stats/launches/estimate.ts'
import { momentsOf } from '../../stats/moments.ts'
import { defaultAlpha } from '../../verdicts/judgement.ts'

/** The best of several configurations, and those that may be as good. */
export interface Best {
  /** Index of the one with the lowest mean. */
  readonly index: number
  /** Indices of others that cannot be told from it: their difference reaches 0, or they have one launch only. */
  readonly ties: readonly number[]
}

/**
 * The best of several by one value a launch, lower being better; the exponent of the mean logarithm is what is lowest.
 * The others are told from it by Welch's t at a level that is shared out among them (Bonferroni), so that with a chance
 * of at least 1 - `alpha` none that is truly as good is called worse: the truly best is among the named ones.
 *
 * @param logs the logarithm of one value of each launch, for each configuration; null for one without values
 * @returns null where none has a value
 */
export function bestOf(logs: readonly (Float64Array | null)[], alpha: number = defaultAlpha): Best | null {
  const known = logs.flatMap((values, index) => (values === null || values.length === 0 ? [] : [{ values, index }]))
  const means = known.map(({ values }) => momentsOf(values).mean)
  const best = known[means.indexOf(Math.min(...means))]
  if (best === undefined) return null
  const others = known.filter(({ index }) => index !== best.index)
  const level = 1 - (2 * alpha) / Math.max(1, others.length)
  const ties = others.filter(({ values }) => !isWorse(values, best.values, level)).map(({ index }) => index)
  return { index: best.index, ties }
}

function isWorse(values: Float64Array, best: Float64Array, confidence: number): boolean {
  const [ours, theirs] = [meanOfLaunches(values), meanOfLaunches(best)]
  if (ours === null || theirs === null) return false
  return intervalOf(differenceOf(ours, theirs), confidence).low > 0
}

/**
 * Those that no other beats in everything: none is at least as good in each figure and better in one.
 * @param figures the figures of each configuration, lower being better; one that lacks any is on no front
 */
export function paretoFront(figures: readonly (readonly (number | null)[])[]): number[] {
  const known = figures.flatMap((own, index) => (own.includes(null) ? [] : [{ own: own as readonly number[], index }]))
  return known.filter(({ own }) => !known.some(({ own: other }) => dominates(other, own))).map(({ index }) => index)
}

function dominates(other: readonly number[], own: readonly number[]): boolean {
  return (
    other.every((figure, at) => figure <= (own[at] as number)) &&
    other.some((figure, at) => figure < (own[at] as number))
  )
}
