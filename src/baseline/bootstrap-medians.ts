import type { MedianSource } from './median-source.ts'

/**
 * Medians of bootstrap samples, drawn without resampling: the k-th smallest of m draws from n values
 * has the rank floor(n U), U ~ Beta(k, m - k + 1), so that a draw costs the same for 20 values and
 * for 20,000. m is the effective size: correlated values are resampled as few as they are worth.
 */
export function bootstrapMedians(source: MedianSource, draws: number, random: () => number): Float64Array {
  const size = Math.max(1, Math.round(source.effective))
  const value = (u: number): number => source.at(Math.min(source.n - 1, Math.floor(u * source.n)))
  const middle = Math.ceil(size / 2)
  const medians = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw++) {
    const lower = beta(middle, size - middle + 1, random)
    if (size % 2 === 1) {
      medians[draw] = value(lower)
      continue
    }
    // The next order statistic of the draws: the smallest of the size - middle that lie above.
    const upper = lower + (1 - lower) * (1 - random() ** (1 / (size - middle)))
    medians[draw] = (value(lower) + value(upper)) / 2
  }
  return medians
}

function beta(a: number, b: number, random: () => number): number {
  const x = gamma(a, random)
  return x / (x + gamma(b, random))
}

/** A draw of a gamma distribution: Marsaglia and Tsang (2000), for shapes of at least 1. */
function gamma(shape: number, random: () => number): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const z = normal(random)
    const v = (1 + c * z) ** 3
    if (v > 0 && Math.log(1 - random()) < z * z * 0.5 + d - d * v + d * Math.log(v)) return d * v
  }
}

/** A draw of the standard normal distribution: Box and Muller (1958). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
