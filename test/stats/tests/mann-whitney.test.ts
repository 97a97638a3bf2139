import { describe, expect, test } from 'vitest'
import { mannWhitney } from '../../../src/stats/tests/mann-whitney.ts'

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
