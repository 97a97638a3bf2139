import { expect, test } from 'vitest'
import { holm } from '../../../src/stats/tests/holm.ts'

test('Holm: 0.01, 0.04, 0.03 become 0.03, 0.06, 0.06', () => {
  expect(holm([0.01, 0.04, 0.03]).map((p) => Math.round(p * 1e6) / 1e6)).toEqual([0.03, 0.06, 0.06])
  expect(holm([0.9, 0.8])).toEqual([1, 1])
  expect(holm([])).toEqual([])
})
