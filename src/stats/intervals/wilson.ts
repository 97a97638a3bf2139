import { normalQuantile } from '../normal.ts'

/**
 * Wilson's score interval of a proportion (Wilson 1927), for display: shorter than the exact one,
 * which decides, and right on average only. 0 to 1 where nothing was seen.
 */
export function wilsonInterval(successes: number, n: number, confidence: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 }
  const z = normalQuantile((1 + confidence) / 2)
  const share = successes / n
  const centre = share + z ** 2 / (2 * n)
  const half = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))
  const scale = 1 + z ** 2 / n
  return {
    low: successes === 0 ? 0 : (centre - half) / scale,
    high: successes === n ? 1 : (centre + half) / scale,
  }
}
