import { expect, test } from 'vitest'
import { RequestPlaces } from '../../../src/samples/table/request-places.ts'
import { RequestTable } from '../../../src/samples/request-table.ts'
import { completedSample } from '../../support/samples.ts'

test.each([
  ['in order', [3, 4, 7]],
  ['in any order', [7, 3, 4]],
])('requests %s are found by index and turn', (_, indices) => {
  const table = new RequestTable()
  const requests = indices.flatMap((index) =>
    [1, 0].map((turn) => Object.assign(completedSample(0, 1), { index, turn })),
  )
  for (const request of requests) table.add(request)
  const places = new RequestPlaces(table)
  expect(requests.map((request) => places.rowOf(request))).toEqual([...requests.keys()])
  expect(places.rowOf({ index: 5 })).toBeNull()
  expect(places.rowOf({ index: 3, turn: 2 })).toBeNull()
})

test('requests outside of conversations are found by their index alone', () => {
  const table = new RequestTable()
  table.add({ ...completedSample(0, 1), index: 9 })
  expect(new RequestPlaces(table).rowOf({ index: 9 })).toBe(0)
  expect(new RequestPlaces(new RequestTable()).rowOf({ index: 0 })).toBeNull()
})
