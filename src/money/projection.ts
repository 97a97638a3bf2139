import type { IntervalRecord } from '../record/figure.ts'
import type { VolumeRecord } from '../record/money/volume.ts'

/** Days of a year that costs are projected to. */
export const daysInYear = 365

/** US dollars of a volume of requests. */
export interface Projection {
  readonly day: number
  readonly month: number
  readonly year: number
}

/** A cost of a request projected to a day, a month and a year. */
export function projected(usdPerRequest: number, { requestsPerDay, daysInMonth }: VolumeRecord): Projection {
  const day = usdPerRequest * requestsPerDay
  return { day, month: day * daysInMonth, year: day * daysInYear }
}

/** The month that was used, in words. */
export function monthWords(daysInMonth: number): string {
  return daysInMonth === 30 ? 'a month of 30 days' : 'a month of 365/12 days'
}

/** US dollars of a million tokens; null where a request has none. */
export function usdPerMillion(usdPerRequest: number, tokensPerRequest: number | null): number | null {
  return tokensPerRequest === null || tokensPerRequest <= 0 ? null : (usdPerRequest / tokensPerRequest) * 1e6
}

/** Tokens that a dollar pays for; null where they cost nothing, or there are none. */
export function tokensPerDollar(usdPerRequest: number, tokensPerRequest: number | null): number | null {
  return tokensPerRequest === null || !(usdPerRequest > 0) ? null : tokensPerRequest / usdPerRequest
}

/** An interval with both ends times a factor. */
export function timesInterval(interval: IntervalRecord | null | undefined, factor: number): IntervalRecord | null {
  if (interval === null || interval === undefined) return null
  const { low, high, confidence } = interval
  return { low: low === null ? null : low * factor, high: high === null ? null : high * factor, confidence }
}
