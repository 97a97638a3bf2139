import { describe, expect, test } from 'vitest'
import { type LaunchValue, logMean, logMedian } from '../../../src/stats/launches/launch-value.ts'
import { momentsOf } from '../../../src/stats/moments.ts'
import { seededNormal } from '../draws.ts'

function many(of: (values: Float64Array) => LaunchValue, n: number): { spread: number; told: number } {
  const normal = seededNormal(n)
  const values = Array.from({ length: 2000 }, () =>
    of(Float64Array.from({ length: n }, () => 50 * Math.exp(0.2 * normal()))),
  )
  return {
    spread: momentsOf(Float64Array.from(values, ({ value }) => value)).variance,
    told: momentsOf(Float64Array.from(values, ({ within }) => within.variance)).mean,
  }
}

describe('value of a launch', () => {
  test('is the logarithm of its median or mean', () => {
    expect(logMedian(Float64Array.of(3, 1, 2)).value).toBeCloseTo(Math.log(2), 12)
    expect(logMean(Float64Array.of(3, 1, 5))).toMatchObject({ value: Math.log(3), n: 3 })
  })

  test.each([
    ['median', logMedian],
    ['mean', logMean],
  ])('its variance within the launch is that of a %s', (_, of) => {
    const { spread, told } = many(of, 100)
    expect(told / spread).toBeGreaterThan(0.85)
    // Some independent series seem alike by chance, and are told to be worth less.
    expect(told / spread).toBeLessThan(1.3)
  })

  test('has none where there is nothing, nor where most of it failed', () => {
    expect(logMedian(new Float64Array()).value).toBeNaN()
    expect(logMean(new Float64Array()).value).toBeNaN()
    expect(logMedian(Float64Array.of(1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).value).toBe(
      Number.POSITIVE_INFINITY,
    )
  })
})
