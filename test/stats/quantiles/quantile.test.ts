import { expect, test } from 'vitest'
import { quantileSorted } from '../../../src/stats/quantiles/quantile.ts'

// quantile(c(1, 2, 4, 8, 16), p, type = 7) in R; numpy.quantile gives the same.
test.each([
  [0, 1],
  [0.1, 1.4],
  [0.25, 2],
  [0.5, 4],
  [0.9, 12.8],
  [0.95, 14.4],
  [0.99, 15.68],
  [1, 16],
])('R-7 quantile %d is %d', (p, expected) => {
  expect(quantileSorted(Float64Array.of(1, 2, 4, 8, 16), p)).toBeCloseTo(expected, 12)
})

test('an even series interpolates', () => {
  expect(quantileSorted(Float64Array.of(10, 20, 30, 40), 0.5)).toBe(25)
  expect(quantileSorted(Float64Array.of(10, 20, 30, 40), 0.95)).toBeCloseTo(38.5, 12)
})

test('an infinite neighbour makes the quantile infinite, and never not a number', () => {
  const { POSITIVE_INFINITY: infinite } = Number
  expect(quantileSorted(Float64Array.of(1, 2, infinite), 0.75)).toBe(infinite)
  expect(quantileSorted(Float64Array.of(1, 2, infinite), 0.5)).toBe(2)
  expect(quantileSorted(Float64Array.of(infinite, infinite), 0.3)).toBe(infinite)
})

test('one value is every quantile, and none has none', () => {
  expect(quantileSorted(Float64Array.of(7), 0.99)).toBe(7)
  expect(quantileSorted(new Float64Array(), 0.5)).toBeNaN()
})
