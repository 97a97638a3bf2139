import { expect, test } from 'vitest'
import { groupsOf, sortPlaces } from '../../../src/samples/table/row-groups.ts'

test('groups are in the order of their first row, and rows in theirs', () => {
  expect(groupsOf(['b', 'a', 'b', 'c', 'a'], (name) => name)).toEqual([
    Uint32Array.of(0, 2),
    Uint32Array.of(1, 4),
    Uint32Array.of(3),
  ])
  expect(groupsOf([], () => '')).toEqual([])
})

test('places are sorted by their value, equal ones as they are', () => {
  const values = [5, 1, 5, 0, 1]
  const places = Uint32Array.of(4, 0, 1, 2, 3)
  sortPlaces(places, (place) => values[place] as number)
  expect(places).toEqual(Uint32Array.of(3, 4, 1, 0, 2))
})
