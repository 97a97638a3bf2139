import { expect, test } from 'vitest'
import { groupedSize } from '../../../src/stats/series/grouped-size.ts'
import { seededRandom } from '../../../src/stats/random.ts'

const groups = new Uint32Array(200).fill(50)

test('groups that are alike throughout are worth one value each', () => {
  const random = seededRandom(2)
  const means = Array.from({ length: 200 }, () => random())
  const values = Float64Array.from({ length: 10_000 }, (_, i) => means[Math.floor(i / 50)] as number)
  const { effective } = groupedSize(values, groups)
  expect(effective).toBeGreaterThan(150)
  expect(effective).toBeLessThan(201)
})

test('values that have nothing to do with their group are worth themselves', () => {
  const random = seededRandom(3)
  const values = Float64Array.from({ length: 10_000 }, () => random())
  expect(groupedSize(values, groups).effective).toBeGreaterThan(6000)
})

test('where hardly a group has a 1, nobody knows how far such a group goes: each counts as one', () => {
  const none = new Float64Array(10_000)
  expect(groupedSize(none, groups)).toMatchObject({ n: 10_000, effective: 200 })
  expect(groupedSize(none.with(77, 1), groups).effective).toBe(200)
})

test('groups without a value, and no value at all, are no matter', () => {
  expect(groupedSize(Float64Array.of(1, 2, 3), Uint32Array.of(0, 2, 0, 1)).n).toBe(3)
  expect(groupedSize(new Float64Array(), new Uint32Array()).n).toBe(0)
})
