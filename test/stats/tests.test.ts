import { describe, expect, test } from 'vitest'
import { bandPosition } from '../../src/stats/tests/equivalence.ts'
import { holm } from '../../src/stats/tests/holm.ts'
import { mannWhitney } from '../../src/stats/tests/mann-whitney.ts'
import { midranks } from '../../src/stats/quantiles/midranks.ts'
import { signFlipTest } from '../../src/stats/tests/sign-flip.ts'
import { hodgesLehmann, pairwiseMeans } from '../../src/stats/tests/signed-rank.ts'
import { wilsonInterval } from '../../src/stats/intervals/wilson.ts'

test('ties share their ranks', () => {
  expect([...midranks(Float64Array.of(30, 10, 20, 10))]).toEqual([4, 1.5, 3, 1.5])
})

describe('sign flips', () => {
  test('by hand: 2 of 8 patterns of 1, 2, 3 reach 6, and 4 reach 4', () => {
    expect(signFlipTest(Float64Array.of(1, 2, 3), 1)).toBe(0.25)
    expect(signFlipTest(Float64Array.of(-1, 2, 3), 1)).toBe(0.5)
    expect(signFlipTest(Float64Array.of(0, 0), 1)).toBe(1)
  })

  test("Darwin's plants (Fisher 1935): 1726 of 32768 patterns", () => {
    const plants = Float64Array.of(49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48)
    expect(signFlipTest(plants, 1)).toBe(1726 / 32_768)
  })

  test('sampled above 16 values: close to the exact value, never 0, the same for a seed', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? -1 : 1))
    // 10 of 40 negative: 2 P(Binomial(40, 1/2) <= 10) = 0.00222.
    expect(signFlipTest(values, 1)).toBeCloseTo(0.0022, 2)
    expect(signFlipTest(values, 1)).toBe(signFlipTest(values, 1))
    expect(signFlipTest(new Float64Array(40).fill(1), 1)).toBe(1e-4)
  })
})

describe('signed ranks', () => {
  test('pairwise means by hand', () => {
    expect([...pairwiseMeans(Float64Array.of(3, 1, 5))]).toEqual([1, 2, 3, 3, 4, 5])
  })

  // Critical values of the signed-rank statistic at one-sided 5 % (Wilcoxon and Wilcox 1964).
  test.each([
    [5, 0],
    [6, 2],
    [8, 5],
    [10, 10],
    [20, 60],
  ])('the interval of %d values leaves out %d pairwise means on each side', (n, critical) => {
    const values = Float64Array.from({ length: n }, (_, i) => 2 ** (i / 3))
    const means = pairwiseMeans(values)
    expect(hodgesLehmann(values, 0.9).low).toBe(means[critical])
    expect(hodgesLehmann(values, 0.9).high).toBe(means.at(-1 - critical))
  })

  test('the approximation for many values continues the exact interval', () => {
    const at = (n: number): number =>
      hodgesLehmann(
        Float64Array.from({ length: n }, (_, i) => i / n),
        0.9,
      ).low
    expect(at(201)).toBeCloseTo(at(200), 2)
  })
})

describe('Mann-Whitney', () => {
  test('exact: two of three against two of three all larger, 2 of 20 orders', () => {
    expect(mannWhitney(Float64Array.of(4, 5, 6), Float64Array.of(1, 2, 3))).toEqual({
      u: 9,
      effect: 1,
      pValue: 0.1,
    })
  })

  test('R: wilcox.test of the depression-free example in its help, W = 35, p = 0.2544', () => {
    const ours = Float64Array.of(0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46)
    const theirs = Float64Array.of(1.15, 0.88, 0.9, 0.74, 1.21)
    const result = mannWhitney(ours, theirs)
    expect(result?.u).toBe(35)
    // One-sided 0.1272 in Hollander and Wolfe, page 110.
    expect((result?.pValue ?? 0) / 2).toBeCloseTo(0.1272, 4)
  })

  test('ties: by hand, and no difference at all', () => {
    // Ranks 1.5 1.5 | 3.5 3.5, u = 0, variance 4/12 (5 - 12/12) = 4/3, z = 1.5 / 1.1547.
    const tied = mannWhitney(Float64Array.of(1, 1), Float64Array.of(2, 2))
    expect(tied?.pValue).toBeCloseTo(0.19393, 4)
    expect(mannWhitney(Float64Array.of(1, 1), Float64Array.of(1))?.pValue).toBe(1)
    expect(mannWhitney(new Float64Array(), Float64Array.of(1))).toBeNull()
  })
})

test('Holm: 0.01, 0.04, 0.03 become 0.03, 0.06, 0.06', () => {
  expect(holm([0.01, 0.04, 0.03]).map((p) => Math.round(p * 1e6) / 1e6)).toEqual([0.03, 0.06, 0.06])
  expect(holm([0.9, 0.8])).toEqual([1, 1])
  expect(holm([])).toEqual([])
})

test('Wilson: 81 of 263 (Newcombe 1998) is 0.2553 to 0.3662, 0 of 20 is 0 to 0.1611', () => {
  const { low, high } = wilsonInterval(81, 263, 0.95)
  expect(low).toBeCloseTo(0.2553, 4)
  expect(high).toBeCloseTo(0.3662, 4)
  expect(wilsonInterval(0, 20, 0.95).low).toBe(0)
  expect(wilsonInterval(0, 20, 0.95).high).toBeCloseTo(0.1611, 4)
  expect(wilsonInterval(0, 0, 0.95)).toEqual({ low: 0, high: 1 })
})

test.each([
  [0.8, 0.94, 'below'],
  [0.8, 0.96, 'open'],
  [0.96, 1.04, 'inside'],
  [1.04, 1.2, 'open'],
  [1.06, 1.2, 'above'],
] as const)('an interval of %d to %d lies %s the band', (low, high, expected) => {
  expect(bandPosition({ low, high }, 0.05)).toBe(expected)
})
