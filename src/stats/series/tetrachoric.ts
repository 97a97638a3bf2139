import { normalQuantile } from '../normal.ts'

const steps = 64

/**
 * Tetrachoric correlation (Pearson 1900): the correlation of two standard normal variables that lie
 * above the same threshold with probability `share` each and `both` together. Solved by bisection on
 * the orthant probability to 1e-6; clamped to [-0.999, 0.999]. NaN unless 0 < share < 1.
 */
export function tetrachoricCorrelation(share: number, both: number): number {
  if (!(share > 0 && share < 1)) return Number.NaN
  const threshold = normalQuantile(1 - share)
  let low = -0.999
  let high = 0.999
  while (high - low > 1e-6) {
    const middle = (low + high) / 2
    if (share ** 2 + excess(threshold, middle) < both) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * P(X > h, Y > h) - P(X > h)^2 at correlation r: the integral of exp(-h^2 / (1 + sin t)) / (2 pi)
 * over t from 0 to asin(r) (Drezner and Wesolowsky 1990), by the midpoint rule.
 */
function excess(threshold: number, correlation: number): number {
  const end = Math.asin(correlation)
  let sum = 0
  for (let step = 0; step < steps; step++) {
    const angle = (end * (step + 0.5)) / steps
    sum += Math.exp(-(threshold ** 2) / (1 + Math.sin(angle)))
  }
  return (sum * end) / steps / (2 * Math.PI)
}
