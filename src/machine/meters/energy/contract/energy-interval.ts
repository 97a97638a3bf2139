import { normalQuantile } from '../../../../stats/normal.ts'
import type { IntervalRecord } from '../../../../record/figure.ts'
import type { KnownEnergy } from './reading.ts'
import type { MeterTerms } from './series.ts'

/** Share of intervals that hold the true energy, at least. */
export const energyConfidence = 0.9

/**
 * Interval of an energy: what sampling may have got wrong with 90 % confidence, what the ends and the time between
 * readings may hide, and what the meter's maker says of its error, all pointing one way. Nothing for the last where
 * nobody says.
 * @param seconds length of the windows
 */
export function energyInterval(
  { joules, variance, below, above }: KnownEnergy,
  seconds: number,
  { accuracy }: Pick<MeterTerms, 'accuracy'>,
): IntervalRecord {
  const sampling = normalQuantile((1 + energyConfidence) / 2) * Math.sqrt(variance)
  const stated = accuracy === null ? 0 : accuracy.share * joules + accuracy.watts * seconds
  return {
    low: Math.max(0, joules - sampling - below - stated),
    high: joules + sampling + above + stated,
    confidence: energyConfidence,
  }
}
