import { expect, test } from 'vitest'
import { above, widened } from '../../../src/stats/series/values.ts'

test('a value on the limit is not above it, an infinite one is', () => {
  expect(above(Float64Array.of(1, 2, 3, Number.POSITIVE_INFINITY), 2)).toEqual(Uint8Array.of(0, 0, 1, 1))
  expect(above(Float32Array.of(2.5), 2)).toEqual(Uint8Array.of(1))
})

test('a series of full width is itself, any other is copied', () => {
  const full = Float64Array.of(1)
  expect(widened(full)).toBe(full)
  expect(widened(Float32Array.of(0.5))).toEqual(Float64Array.of(0.5))
})
