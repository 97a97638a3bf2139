import { expect, test } from 'vitest'
import { wilsonInterval } from '../../../src/stats/intervals/wilson.ts'

test('Wilson: 81 of 263 (Newcombe 1998) is 0.2553 to 0.3662, 0 of 20 is 0 to 0.1611', () => {
  const { low, high } = wilsonInterval(81, 263, 0.95)
  expect(low).toBeCloseTo(0.2553, 4)
  expect(high).toBeCloseTo(0.3662, 4)
  expect(wilsonInterval(0, 20, 0.95).low).toBe(0)
  expect(wilsonInterval(0, 20, 0.95).high).toBeCloseTo(0.1611, 4)
  expect(wilsonInterval(0, 0, 0.95)).toEqual({ low: 0, high: 1 })
})
