import { expect, test } from 'vitest'
import { gigabytes } from '../../src/models/gigabytes.ts'

test('bytes are told in decimal units', () => {
  expect(gigabytes(637_699_456)).toBe('637.7 MB')
  expect(gigabytes(1e9)).toBe('1.0 GB')
  expect(gigabytes(8_540_000_000)).toBe('8.5 GB')
})
