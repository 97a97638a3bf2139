import { expect, test } from 'vitest'
import { RareColumn } from '../../../src/samples/table/rare-column.ts'

test.each([3, 5000])('of %d rows those without a value have none, in any order', (rows) => {
  const column = new RareColumn()
  const values = Array.from({ length: rows }, (_, row) => (row % 3 === 1 ? row * 0.5 : null))
  for (const [row, value] of values.entries()) column.set(row, value)
  expect(values.map((_, row) => column.at(row))).toEqual(values)
  column.reorder(Uint32Array.from(values.keys()).toReversed())
  expect(values.map((_, row) => column.at(row))).toEqual(values.toReversed())
  column.set(rows, 7)
  expect(column.at(rows)).toBe(7)
  expect(column.at(rows + 1)).toBeNull()
})

test('a column of nothing has nothing', () => {
  const column = new RareColumn()
  column.set(0, null)
  column.set(1, undefined)
  column.reorder(Uint32Array.of(1, 0))
  expect(column.at(0)).toBeNull()
})
