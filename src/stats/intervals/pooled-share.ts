import { proportionInterval } from './binomial.ts'
import { ratioInterval } from './ratio-interval.ts'
import { unseenShare } from './score-interval.ts'

/** A share of sums, and where it may lie. */
export interface PooledShare {
  readonly share: number
  /** Units of equal size that these are worth: fewer where a few have most of the sum. */
  readonly effective: number
  readonly low: number
  readonly high: number
}

/** Fewest units whose spread alone tells where the share may lie. */
const fewestForSpread = 20
/** Rounding of a sum. */
const slack = 1e-9

/**
 * Share sum(hits) / sum(tries) of units, each with `tries` of its own that are alike among themselves, and its
 * two-sided interval. Of fewer than 20 units it is the exact one of so many units that are each wholly hit or missed,
 * the widest that a share can need; else Student's t of a ratio of sums ({@link ratioInterval}) in which the unit that
 * is farthest on that side counts twice, and no narrower than if all tries were independent. Where all units have the
 * same share, so that there is no spread to go by, it goes as far as the share would move if as many as may be unseen
 * had none, or all. Null where nothing was tried.
 *
 * With units of 10 to 60 tries whose shares are spread by Beta(7, 3) and Beta(19, 1) either end is beyond the true
 * share in 2 to 4 % at nominal 5 %; by Beta(1.9, 0.1), nearly all hit and a few hardly at all, in 12 % with 20 units,
 * 8 % with 30, 6 % with 50 and 3 % with 200 (simulated). No spread tells of a kind of unit that was not seen.
 */
export function pooledShare(hits: Float64Array, tries: Float64Array, confidence: number): PooledShare | null {
  const all = sumOf(tries)
  if (!(all > 0)) return null
  const share = sumOf(hits) / all
  const effective = Math.floor(all ** 2 / tries.reduce((sum, size) => sum + size ** 2, 0) + slack)
  return { share, effective, ...endsOf({ hits, tries, share, effective }, confidence) }
}

interface Units {
  readonly hits: Float64Array
  readonly tries: Float64Array
  readonly share: number
  readonly effective: number
}

function endsOf({ hits, tries, share, effective }: Units, confidence: number): { low: number; high: number } {
  if (effective < fewestForSpread) {
    return {
      low: proportionInterval(Math.floor(share * effective + slack), effective, confidence).low,
      high: proportionInterval(Math.ceil(share * effective - slack), effective, confidence).high,
    }
  }
  const beyond = hits.map((hit, unit) => hit - share * (tries[unit] as number))
  const [least, most] = [Math.min(...beyond), Math.max(...beyond)]
  if (most - least < slack) {
    const unseen = unseenShare(effective, (1 - confidence) / 2)
    return { low: share * (1 - unseen), high: share + (1 - share) * unseen }
  }
  const alone = proportionInterval(sumOf(hits), sumOf(tries), confidence)
  const twice = (unit: number): { low: number; high: number } =>
    ratioInterval(withOnceMore(hits, unit), withOnceMore(tries, unit), confidence) ?? { low: 0, high: 1 }
  return {
    low: Math.max(0, Math.min(twice(beyond.indexOf(least)).low, alone.low)),
    high: Math.min(1, Math.max(twice(beyond.indexOf(most)).high, alone.high)),
  }
}

function withOnceMore(values: Float64Array, place: number): Float64Array {
  return Float64Array.of(...values, values[place] as number)
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
