import { describe, expect, test } from 'vitest'
import {
  binomialCdf,
  binomialSf,
  proportionInterval,
  quantileRanks,
  samplesToPass,
} from '../../../src/stats/intervals/binomial.ts'
import { normalQuantile } from '../../../src/stats/normal.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { heavyQuantile } from '../draws.ts'

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

/** P(X <= k) for p = hundredths / 100 by exact integer sums; divided only at the end. */
function exactCdf(k: number, n: number, hundredths: number): number {
  let below = 0n
  let choose = 1n
  for (let i = 0; i <= k; i++) {
    below += choose * BigInt(hundredths) ** BigInt(i) * BigInt(100 - hundredths) ** BigInt(n - i)
    choose = (choose * BigInt(n - i)) / BigInt(i + 1)
  }
  const digits = 10n ** 30n
  return Number((below * digits) / 100n ** BigInt(n)) / 1e30
}

describe('binomial probabilities', () => {
  test.each([1, 2, 5, 20, 59, 200])('n = %d equals exact summation', (n) => {
    for (const hundredths of [1, 5, 10, 50, 90, 99]) {
      for (let k = 0; k < n; k++) {
        const exact = exactCdf(k, n, hundredths)
        const p = hundredths / 100
        expect(Math.abs(binomialCdf(k, n, p) - exact)).toBeLessThan(1e-12)
        expect(Math.abs(binomialSf(k + 1, n, p) - (1 - exact))).toBeLessThan(1e-12)
      }
    }
  })

  test('a small upper tail keeps its digits', () => {
    // 0.05^10 exactly: ten of ten.
    expect(binomialSf(10, 10, 0.05) / 0.05 ** 10).toBeCloseTo(1, 9)
  })

  test('ends of the range', () => {
    expect(binomialCdf(-1, 10, 0.5)).toBe(0)
    expect(binomialCdf(10, 10, 0.5)).toBe(1)
    expect(binomialSf(0, 10, 0.5)).toBe(1)
    expect(binomialSf(11, 10, 0.5)).toBe(0)
    expect(binomialCdf(0, 10, 0)).toBe(1)
    expect(binomialCdf(9, 10, 1)).toBe(0)
  })

  test('a million values take no time', () => {
    expect(binomialCdf(50_000, 1_000_000, 0.05)).toBeCloseTo(0.5, 2)
  })
})

describe('fewest samples for a pass', () => {
  test.each([
    [0.5, [5, 8, 11]],
    [0.9, [29, 46, 61]],
    [0.95, [59, 93, 124]],
    [0.99, [299, 473, 628]],
  ])('P%d with 0, 1, 2 above', (p, expected) => {
    expect([0, 1, 2].map((above) => samplesToPass(p, above, 0.05))).toEqual(expected)
  })

  test.each([
    [0.95, 59],
    [0.98, 149],
    [0.99, 299],
  ])('a rate of %d with no failure: %d', (rate, expected) => {
    expect(samplesToPass(rate, 0, 0.05)).toBe(expected)
  })

  test('200 requests allow 4 above a P95', () => {
    expect(samplesToPass(0.95, 4, 0.05)).toBeLessThanOrEqual(200)
    expect(samplesToPass(0.95, 5, 0.05)).toBeGreaterThan(200)
  })
})

describe('ranks that bound a quantile', () => {
  // For continuous data P(low end <= quantile <= high end) is a sum of binomial probabilities.
  test.each([
    [59, 0.95],
    [100, 0.5],
    [100, 0.9],
    [400, 0.95],
    [1000, 0.99],
  ])('n = %d, p = %d: each end misses at most 5 %%, and the next rank would more', (n, p) => {
    const { low, high } = quantileRanks(n, p, 0.9)
    expect(high).not.toBeNull()
    const missHigh = 1 - binomialCdf((high ?? 0) - 1, n, p)
    expect(missHigh).toBeLessThanOrEqual(0.05 + 1e-12)
    expect(1 - binomialCdf((high ?? 0) - 2, n, p)).toBeGreaterThan(0.05)
    expect(binomialCdf((low ?? 0) - 1, n, p)).toBeLessThanOrEqual(0.05)
    expect(binomialCdf(low ?? 0, n, p)).toBeGreaterThan(0.05)
  })

  test('an end too few samples cannot bound is null', () => {
    expect(quantileRanks(58, 0.95, 0.9).high).toBeNull()
    expect(quantileRanks(59, 0.95, 0.9).high).toBe(59)
    expect(quantileRanks(4, 0.5, 0.9)).toEqual({ low: null, high: null })
    expect(quantileRanks(5, 0.5, 0.9)).toEqual({ low: 1, high: 5 })
    expect(quantileRanks(0, 0.5, 0.9)).toEqual({ low: null, high: null })
  })
})

describe('Clopper-Pearson interval', () => {
  // scipy.stats.binomtest(k, n).proportion_ci(level, 'exact'); the second is in most textbooks.
  test.each([
    [0, 10, 0.95, 0, 0.3084971],
    [4, 20, 0.95, 0.057334, 0.436614],
    [10, 10, 0.9, 0.7411344, 1],
  ])('%d of %d at %d', (successes, n, confidence, low, high) => {
    const interval = proportionInterval(successes, n, confidence)
    expect(interval.low).toBeCloseTo(low, 6)
    expect(interval.high).toBeCloseTo(high, 6)
  })

  test('nothing seen bounds nothing', () => {
    expect(proportionInterval(0, 0, 0.9)).toEqual({ low: 0, high: 1 })
  })
})
