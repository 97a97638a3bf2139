import { describe, expect, test } from 'vitest'
import { hodgesLehmann, pairwiseMeans } from '../../../src/stats/tests/signed-rank.ts'

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
