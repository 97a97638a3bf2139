import { expect, test } from 'vitest'
import { GapsByRequest } from '../../../src/samples/table/gaps-by-request.ts'

test('gaps stand in the order of the requests, whichever were found first', () => {
  const gaps = new GapsByRequest(Uint32Array.of(2, 0, 1, 3))
  gaps.set(3, Float64Array.of(4, 5, 6))
  gaps.set(0, Float64Array.of(1, 2))
  gaps.set(2, Float64Array.of(3))
  expect(gaps.found()).toEqual({ values: Float32Array.of(1, 2, 3, 4, 5, 6), counts: Uint32Array.of(2, 0, 1, 3) })
})

test('a request that is not there any more, or that has other gaps than were said, has none', () => {
  const gaps = new GapsByRequest(Uint32Array.of(2, 1, 1))
  gaps.set(1, Float64Array.of(7))
  gaps.set(2, Float64Array.of(8, 9))
  expect(gaps.found()).toEqual({ values: Float32Array.of(7), counts: Uint32Array.of(0, 1, 0) })
})
