import type { IntervalRecord } from '../../record/figure.ts'
import { normalQuantile, studentQuantile } from '../../stats/normal.ts'
import { judgeFact } from '../fact.ts'
import { judgeInterval } from '../interval.ts'
import { defaultAlpha, type Judgement } from '../judgement.ts'

/** A figure of a meter, with the interval that its errors leave open; null where nobody can tell them. */
export interface MeterFigure {
  readonly value: number
  readonly interval: IntervalRecord | null
  readonly readings: number
  /** Degrees of freedom of Student's t in the interval; left out where it is of normal errors, as a meter's are. */
  readonly degrees?: (() => number) | undefined
}

/**
 * Judges "a meter's figure lies below `limit`" by the interval of its errors, widened for a smaller `alpha` as those of
 * sampling ask for. A figure without one, as of declared watts, is a fact.
 */
export function judgeMeterBelow(
  figure: MeterFigure,
  limit: number,
  alpha: number = defaultAlpha,
): Judgement & { readonly observed: number } {
  return judgeMeter(figure, limit, 'below', alpha)
}

/** As {@link judgeMeterBelow}, of a figure that is to be at least the limit. */
export function judgeMeterAbove(
  figure: MeterFigure,
  limit: number,
  alpha: number = defaultAlpha,
): Judgement & { readonly observed: number } {
  return judgeMeter(figure, limit, 'above', alpha)
}

function judgeMeter(
  { value, interval, readings, degrees }: MeterFigure,
  limit: number,
  side: 'below' | 'above',
  alpha: number,
): Judgement & { readonly observed: number } {
  const holds = side === 'below' ? value < limit : value >= limit
  if (interval === null) return judgeFact(value, holds)
  const wide = widened(value, interval, { alpha, degrees })
  return {
    verdict: judgeInterval(wide, limit, side),
    observed: value,
    pointHolds: holds,
    interval: wide,
    n: readings,
    effectiveN: readings,
    floor: 1,
    needed: null,
    doubts: [],
  }
}

function widened(
  value: number,
  interval: IntervalRecord,
  { alpha, degrees }: { readonly alpha: number; readonly degrees: MeterFigure['degrees'] },
): IntervalRecord {
  if (alpha === defaultAlpha) return interval
  const known = degrees?.()
  const reach = (p: number): number => (known === undefined ? normalQuantile(p) : studentQuantile(p, known))
  const factor = reach(1 - alpha) / reach((1 + interval.confidence) / 2)
  const moved = (end: number | null): number | null => (end === null ? null : value + (end - value) * factor)
  return { low: moved(interval.low), high: moved(interval.high), confidence: 1 - 2 * alpha }
}

/** An interval with both of its ends times a number above 0. */
export function scaledInterval(interval: IntervalRecord | null, factor: number): IntervalRecord | null {
  if (interval === null) return null
  const scaled = (end: number | null): number | null => (end === null ? null : end * factor)
  return { low: scaled(interval.low), high: scaled(interval.high), confidence: interval.confidence }
}
