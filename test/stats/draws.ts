import { seededRandom } from '../../src/stats/random.ts'

/** Standard normal numbers from a seed (Box and Muller 1958). */
export function seededNormal(seed: number): () => number {
  const random = seededRandom(seed)
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** A stationary Gaussian AR(1) series of unit variance. */
export function autoregressive(n: number, coefficient: number, normal: () => number): Float64Array {
  const series = new Float64Array(n)
  let value = normal()
  for (let i = 0; i < n; i++) {
    series[i] = value
    value = coefficient * value + Math.sqrt(1 - coefficient ** 2) * normal()
  }
  return series
}

/** Distributions with a known quantile function, drawn by inverting it. */
export const heavyQuantile = (p: number): number => Math.tan(Math.PI * (p - 0.5))
