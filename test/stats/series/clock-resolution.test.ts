import { expect, test } from 'vitest'
import { clockResolution } from '../../../src/stats/series/clock-resolution.ts'

test('clock: the smallest step and the share of ties', () => {
  expect(clockResolution(Float64Array.of(1, 1, 1.5, 3, 3))).toEqual({ smallestGap: 0.5, tiedShare: 0.5 })
  expect(clockResolution(Float64Array.of(2, 2))).toEqual({ smallestGap: null, tiedShare: 1 })
})
