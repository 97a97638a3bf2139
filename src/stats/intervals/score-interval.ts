import { proportionInterval } from './binomial.ts'
import { meanInterval } from './mean-interval.ts'

/** Fewest values whose spread alone tells where the mean may lie. */
const fewestForSpread = 20
/** Rounding of a sum of scores. */
const slack = 1e-9

/** Largest share of values of another kind of which none need be among `n`, at this one-sided error rate. */
export function unseenShare(n: number, alpha: number): number {
  return n === 0 ? 1 : 1 - alpha ** (1 / n)
}

/**
 * Two-sided interval of the mean of independent scores from 0 to 1: that of their spread (see {@link meanInterval}). Of
 * fewer than 20 it is the exact one of a share with as many successes as the scores add up to, the widest that scores
 * of this mean can need. Where all are alike, so that there is no spread to go by, it goes as far as the mean would
 * move if as many as may be unseen (the rule of three) scored 0, or 1. Null for none.
 */
export function scoreInterval(values: Float64Array, confidence: number): { low: number; high: number } | null {
  const n = values.length
  if (n === 0) return null
  const sum = values.reduce((total, value) => total + value, 0)
  if (n < fewestForSpread) {
    return {
      low: proportionInterval(Math.floor(sum + slack), n, confidence).low,
      high: proportionInterval(Math.ceil(sum - slack), n, confidence).high,
    }
  }
  const mean = sum / n
  if (values.every((value) => value === values[0])) {
    const unseen = unseenShare(n, (1 - confidence) / 2)
    return { low: mean * (1 - unseen), high: mean + (1 - mean) * unseen }
  }
  const ends = meanInterval(values, confidence, n, false)
  return ends === null ? null : { low: Math.max(0, ends.low), high: Math.min(1, ends.high) }
}
