import { expect, test } from 'vitest'
import { loadOf, orderOf } from '../../../../bench/support/peers/order.ts'

test('rounds alternate', () => {
  expect([0, 1, 2].map((round) => orderOf(['a', 'b', 'c'], round).join(''))).toEqual(['abc', 'cba', 'abc'])
})

test('every stream answers twice, and one makes five', () => {
  expect(loadOf(1, true)).toEqual({ streams: 1, requests: 5, warmUps: 1 })
  expect(loadOf(100, true)).toEqual({ streams: 100, requests: 200, warmUps: 100 })
  expect(loadOf(100, false)).toEqual({ streams: 100, requests: 200, warmUps: null })
})
