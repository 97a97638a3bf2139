import { expect, test } from 'vitest'
import { wilsonInterval } from '../../../src/stats/intervals/wilson.ts'
import { signFlipTest } from '../../../src/stats/tests/sign-flip.ts'
import { signTest } from '../../../src/stats/tests/sign-test.ts'

test('is exact, and 1 where nothing won or lost', () => {
  expect(signTest(8, 2)).toBeCloseTo(0.109375, 12)
  expect(signTest(2, 8)).toBeCloseTo(0.109375, 12)
  expect(signTest(5, 5)).toBe(1)
  expect(signTest(0, 0)).toBe(1)
  expect(signTest(10, 0)).toBeCloseTo(2 / 1024, 12)
})

test('its companions are as published', () => {
  expect(signFlipTest(Float64Array.of(1, 2, 3, 4, 5, 6), 1)).toBeCloseTo(0.03125, 12)
  expect(signFlipTest(Float64Array.of(1, -2, 3, 4, 5, 6), 1)).toBeCloseTo(0.09375, 12)
  const { low, high } = wilsonInterval(8, 10, 0.95)
  expect(low).toBeCloseTo(0.4901624715, 9)
  expect(high).toBeCloseTo(0.9433178485, 9)
  expect(wilsonInterval(0, 10, 0.95).high).toBeCloseTo(0.2775327999, 9)
})
