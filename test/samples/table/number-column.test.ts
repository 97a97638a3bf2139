import { expect, test } from 'vitest'
import { FloatColumn, WholeColumn } from '../../../src/samples/table/number-column.ts'

test('a column of one value has it in every row, and no array of its own until another comes', () => {
  const [column, onlyNaN] = [new FloatColumn(), new FloatColumn()]
  for (let row = 0; row < 5; row++) {
    column.set(row, Number.NaN)
    onlyNaN.set(row, Number.NaN)
  }
  expect([...column.first(5)]).toEqual(Array(5).fill(Number.NaN))
  expect(column.first(3).buffer).toBe(onlyNaN.first(2).buffer)
  column.set(5, 2)
  column.set(6, Number.NaN)
  expect([...column.first(7)]).toEqual([...Array<number>(5).fill(Number.NaN), 2, Number.NaN])
  expect(column.at(5)).toBe(2)
})

test('zero and minus zero are two values', () => {
  const column = new FloatColumn()
  column.set(0, 0)
  column.set(1, -0)
  expect(Object.is(column.at(1), -0)).toBe(true)
})

test.each([1, 255, 256, 65_535, 65_536, 2 ** 32 - 1])('a whole number up to %d keeps those before it', (most) => {
  const column = new WholeColumn()
  const values = Array.from({ length: 100 }, (_, row) => (row === 70 ? most : row % 2))
  for (const [row, value] of values.entries()) column.set(row, value)
  expect(values.map((_, row) => column.at(row))).toEqual(values)
  const rows = Uint32Array.from(values.keys()).toReversed()
  column.reorder(rows)
  expect(values.map((_, row) => column.at(row))).toEqual(values.toReversed())
})

test('a row that is replaced takes the new value, also where all were the same', () => {
  const column = new WholeColumn()
  for (let row = 0; row < 20; row++) column.set(row, 7)
  column.set(3, 300)
  expect([column.at(2), column.at(3), column.at(19)]).toEqual([7, 300, 7])
})

test('of fewer rows in another order the next one comes behind the last', () => {
  const column = new FloatColumn()
  for (const row of [0, 1, 2, 3]) column.set(row, row * 10)
  column.reorder(Uint32Array.of(2, 0))
  column.set(2, 5)
  expect([...column.first(3)]).toEqual([20, 0, 5])
})
