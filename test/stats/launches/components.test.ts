import { describe, expect, test } from 'vitest'
import { varianceComponents } from '../../../src/stats/launches/components.ts'
import { logMean } from '../../../src/stats/launches/launch-value.ts'
import { seededNormal } from '../draws.ts'

describe('variance components', () => {
  test('are found again: 5 % between launches, 20 % of a request', () => {
    const normal = seededNormal(3)
    const launches = Array.from({ length: 2000 }, () => {
      const centre = Math.exp(0.05 * normal())
      return logMean(Float64Array.from({ length: 40 }, () => centre * Math.exp(0.2 * normal())))
    })
    const { between, perRequest } = varianceComponents(launches) ?? { between: 0, perRequest: 0 }
    expect(Math.sqrt(between)).toBeCloseTo(0.05, 2)
    // A tenth too much: some of the series look correlated by chance, and count as fewer.
    expect(perRequest / 0.2 ** 2).toBeGreaterThan(0.95)
    expect(perRequest / 0.2 ** 2).toBeLessThan(1.15)
  })

  test('nothing lies between launches where their requests explain all', () => {
    const within = { variance: 0.01, degrees: 10 }
    const launches = [1, 1.01, 0.99].map((value) => ({ value: Math.log(value), within, n: 20 }))
    expect(varianceComponents(launches)).toEqual({ between: 0, perRequest: expect.closeTo(0.2, 12) })
  })

  test('one launch has none', () => {
    expect(varianceComponents([{ value: 1, within: { variance: 1, degrees: 1 }, n: 2 }])).toBeNull()
  })
})
