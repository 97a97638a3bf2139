import { type IntervalRecord, intervalRecord, type JsonNumber } from '../record/figure.ts'
import { ratioInterval } from '../stats/intervals/ratio-interval.ts'

/**
 * Interval of the sum of one figure over that of another, by blocks of neighbouring windows; null for fewer than five
 * blocks, and where a sum is infinite.
 */
export function blockInterval(
  x: readonly JsonNumber[],
  y: readonly number[],
  confidence: number,
  figure: (ratio: number) => number = (ratio) => ratio,
): IntervalRecord | null {
  const values = x.map((value) => value ?? Number.POSITIVE_INFINITY)
  if (values.some((value) => !Number.isFinite(value))) return null
  const found = ratioInterval(Float64Array.from(values), Float64Array.from(y), confidence)
  if (found === null || !Number.isFinite(found.high)) return null
  return intervalRecord({ low: figure(found.low), high: figure(found.high) }, confidence)
}
