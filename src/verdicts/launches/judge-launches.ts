import { intervalRecord } from '../../record/figure.ts'
import { intervalOf, meanOfLaunches } from '../../stats/launches/estimate.ts'
import { studentQuantile } from '../../stats/normal.ts'
import { judgeInterval } from '../interval.ts'
import { defaultAlpha, type Judgement } from '../judgement.ts'

/** A claim on one value a launch. */
interface LaunchRule {
  readonly limit: number
  readonly side: 'below' | 'above'
  /** Requests that the launches made. */
  readonly n: number
  readonly alpha?: number
}

/** Fewest launches of which Student's t can be made. */
const fewest = 2
const mostLaunches = 1000

/**
 * Judges "below" or "above" a limit by Student's t over the logarithm of one value a launch. Where a launch has an
 * infinite value, as of failed requests, "below" fails; one of 0, or none, settles nothing.
 */
export function judgeLaunches(
  logs: Float64Array,
  { limit, side, n, alpha = defaultAlpha }: LaunchRule,
): Judgement & { readonly observed: number } {
  const estimate = meanOfLaunches(logs)
  const observed = Math.exp(estimate?.value ?? Number.NaN)
  const pointHolds = side === 'below' ? observed < limit : observed > limit
  const base = { observed, pointHolds, n, effectiveN: logs.length, floor: fewest, needed: null, doubts: [] }
  if (estimate === null || !Number.isFinite(estimate.variance)) {
    const isWorst = logs.includes(Number.POSITIVE_INFINITY) && side === 'below'
    const launches = { count: logs.length, needed: null }
    return { ...base, verdict: isWorst ? 'fail' : 'inconclusive', interval: null, launches }
  }
  const { low, high } = intervalOf(estimate, 1 - 2 * alpha)
  const interval = intervalRecord({ low: Math.exp(low), high: Math.exp(high) }, 1 - 2 * alpha)
  const verdict = judgeInterval(interval, limit, side)
  const room = Math.abs(Math.log(limit / observed))
  const needed = verdict === 'inconclusive' ? launchesFor(estimate.variance * logs.length, { room, alpha }) : null
  return { ...base, verdict, interval, launches: { count: logs.length, needed } }
}

/**
 * Fewest launches with which the interval of their mean, or of the difference of two arms of as many, no longer
 * reaches over so much room; null where no number of them can be told.
 * @param variance of one launch, or of the difference of two
 */
export function launchesFor(
  variance: number,
  { room, alpha, arms = 1 }: { readonly room: number; readonly alpha: number; readonly arms?: 1 | 2 },
): number | null {
  for (let count = fewest; count <= mostLaunches; count = Math.max(count + 1, Math.floor(count * 1.1))) {
    if (studentQuantile(1 - alpha, arms * (count - 1)) * Math.sqrt(variance / count) < room) return count
  }
  return null
}
