import { momentsOf } from '../moments.ts'
import { studentQuantile } from '../normal.ts'
import { autocorrelation } from '../series/autocorrelation.ts'

/** Largest corrected correlation of neighbouring batches: that of so few could reach 1 and beyond. */
const mostCorrelated = 0.9

/**
 * Two-sided interval of a rate from consecutive equal batches of a steady window (method of batch means, Law and
 * Carson 1979): Student's t over the batches' rates, widened where neighbouring batches are alike by the square root of
 * (1 + r) / (1 - r), r their lag-1 autocorrelation freed of its bias of about -1 / batches. Null with fewer than 10.
 */
export function batchMeansInterval(batchRates: Float64Array, confidence: number): { low: number; high: number } | null {
  const { n, mean, variance } = momentsOf(batchRates)
  if (n < 10) return null
  const alike = Math.min(mostCorrelated, Math.max(0, autocorrelation(batchRates, 1) + 1 / n))
  const error = Math.sqrt(((variance / n) * (1 + alike)) / (1 - alike))
  const half = studentQuantile((1 + confidence) / 2, n - 1) * error
  return { low: mean - half, high: mean + half }
}
