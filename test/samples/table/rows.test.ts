import { expect, test } from 'vitest'
import { countOf, numbersOf, TableRows } from '../../../src/samples/table/rows.ts'

interface Row {
  readonly place: number
}

const rows = new TableRows<Row>(5, (place) => ({ place }))
const isEven = ({ place }: Row): boolean => place % 2 === 0

test('rows are those of an array of them', () => {
  const array = [...rows]
  expect(array).toEqual([0, 1, 2, 3, 4].map((place) => ({ place })))
  expect(rows.at(1)).toEqual(array.at(1))
  expect(rows.at(-1)).toEqual(array.at(-1))
  expect([rows.at(5), rows.at(-6)]).toEqual([undefined, undefined])
  expect([rows.some(isEven), rows.every(isEven)]).toEqual([true, false])
  expect(rows.flatMap(({ place }) => (place > 2 ? [place, place] : []))).toEqual([3, 3, 4, 4])
  expect(rows.reduce((sum, { place }) => sum + place, 0)).toBe(10)
  expect(numbersOf(rows, ({ place }) => place)).toEqual(Float64Array.of(0, 1, 2, 3, 4))
  expect(countOf(rows, isEven)).toBe(3)
})

test('rows that are kept of those that were kept are the same', () => {
  const even = rows.filter(isEven)
  const later = even.filter(({ place }) => place > 0)
  expect(Array.from(later, ({ place }) => place)).toEqual([2, 4])
  expect(even.at(-1)).toEqual({ place: 4 })
  expect(rows.filter(() => true)).toBe(rows)
  expect(rows.filter(() => false)).toHaveLength(0)
})
