import { momentsOf } from '../moments.ts'
import { studentQuantile } from '../normal.ts'

/**
 * Two-sided interval of a rate from consecutive equal batches of a steady window (method of batch
 * means, Law and Carson 1979): Student's t over the batches' rates. Null with fewer than 10.
 */
export function batchMeansInterval(batchRates: Float64Array, confidence: number): { low: number; high: number } | null {
  const { n, mean, variance } = momentsOf(batchRates)
  if (n < 10) return null
  const half = studentQuantile((1 + confidence) / 2, n - 1) * Math.sqrt(variance / n)
  return { low: mean - half, high: mean + half }
}
