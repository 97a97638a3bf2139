import { expect, test } from 'vitest'
import { bandPosition } from '../../../src/stats/tests/equivalence.ts'

test.each([
  [0.8, 0.94, 'below'],
  [0.8, 0.96, 'open'],
  [0.96, 1.04, 'inside'],
  [1.04, 1.2, 'open'],
  [1.06, 1.2, 'above'],
] as const)('an interval of %d to %d lies %s the band', (low, high, expected) => {
  expect(bandPosition({ low, high }, 0.05)).toBe(expected)
})
