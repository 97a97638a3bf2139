import { describe, expect, test } from 'vitest'
import { binomialCdf, quantileRanks } from '../../src/stats/intervals/binomial.ts'
import { normalQuantile } from '../../src/stats/normal.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { heavyQuantile } from './draws.ts'

/** Bimodal: two uniform humps with seven tenths of the values in the lower one. */
const bimodalQuantile = (p: number): number => (p < 0.7 ? p / 0.7 : 9 + (p - 0.7) / 0.3)

const distributions: readonly (readonly [string, (p: number) => number])[] = [
  ['normal', normalQuantile],
  ['log-normal', (p) => Math.exp(normalQuantile(p))],
  ['exponential', (p) => -Math.log(1 - p)],
  ['bimodal', bimodalQuantile],
  ['heavy-tailed', heavyQuantile],
]

const sizes = [
  [100, 0.5],
  [100, 0.95],
  [400, 0.95],
  [400, 0.99],
  [1000, 0.5],
  [1000, 0.99],
] as const

/** P(interval covers) by summation: the number of values at or under the quantile is binomial. */
function exactCoverage(n: number, p: number, confidence: number): number {
  const { low, high } = quantileRanks(n, p, confidence)
  const most = high === null ? 1 : binomialCdf(high - 1, n, p)
  return most - (low === null ? 0 : binomialCdf(low - 1, n, p))
}

describe.each(distributions)('%s', (_, quantile) => {
  // 10,000 trials, 2000 on each of seeds 1 to 5: one point is more than three standard errors. Uniform
  // numbers are counted first: a value lies under the true quantile when its quantile function is.
  test.each(sizes)('n = %d, p = %d: coverage is the exact one within a point', (n, p) => {
    const { low, high } = quantileRanks(n, p, 0.9)
    const truth = quantile(p)
    let covered = 0
    for (let seed = 1; seed <= 5; seed++) {
      const random = seededRandom(seed)
      for (let trial = 0; trial < 2000; trial++) {
        let under = 0
        for (let i = 0; i < n; i++) if (isUnder(random(), quantile, truth, p)) under++
        if ((low === null || under >= low) && (high === null || under < high)) covered++
      }
    }
    const exact = exactCoverage(n, p, 0.9)
    expect(exact).toBeGreaterThanOrEqual(0.9)
    expect(Math.abs(covered / 10_000 - exact)).toBeLessThan(0.01)
  })
})

/** Far from the quantile the monotone quantile function need not be computed. */
function isUnder(u: number, quantile: (p: number) => number, truth: number, p: number): boolean {
  return Math.abs(u - p) > 0.01 ? u < p : quantile(u) <= truth
}
