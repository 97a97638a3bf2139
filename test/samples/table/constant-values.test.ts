import { expect, test } from 'vitest'
import { constantValues } from '../../../src/samples/table/constant-values.ts'

test('columns of one value share their room, a longer one its own', () => {
  const one = constantValues(3, 10)
  expect([...one]).toEqual(Array(10).fill(3))
  expect(constantValues(3, 4).buffer).toBe(one.buffer)
  const longer = constantValues(3, 11)
  expect([longer.length, one.length]).toEqual([11, 10])
  expect(constantValues(Number.NaN, 2).buffer).toBe(constantValues(Number.NaN, 1).buffer)
})
