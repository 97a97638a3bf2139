import { describe, expect, test } from 'vitest'
import { intervalOf, meanOfLaunches, pValueBeyond, sumOfVariances } from '../../../src/stats/launches/estimate.ts'

describe('estimate of launches', () => {
  test('by hand: mean, variance of the mean, one degree of freedom fewer than launches', () => {
    expect(meanOfLaunches(Float64Array.of(1, 2, 3))).toEqual({ value: 2, variance: 1 / 3, degrees: 2 })
    expect(meanOfLaunches(Float64Array.of(1))).toBeNull()
  })

  test('its interval is Student’s', () => {
    const { low, high } = intervalOf({ value: 2, variance: 1 / 3, degrees: 2 }, 0.9)
    expect(high - 2).toBeCloseTo(2.919986 / Math.sqrt(3), 5)
    expect(low + high).toBeCloseTo(4, 12)
    expect(pValueBeyond({ value: 2, variance: 1 / 3, degrees: 2 }, low, 'above')).toBeCloseTo(0.05, 6)
  })

  test('a sum of one part is that part; a known one takes no degree of freedom', () => {
    expect(sumOfVariances([{ variance: 2, degrees: 3 }])).toEqual({ variance: 2, degrees: 3 })
    const known = { variance: 2, degrees: Number.POSITIVE_INFINITY }
    expect(sumOfVariances([{ variance: 2, degrees: 3 }, known])).toEqual({ variance: 4, degrees: 12 })
    expect(sumOfVariances([known])).toEqual(known)
  })
})
