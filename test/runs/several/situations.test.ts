import { expect, test } from 'vitest'
import { situationsOf } from '../../../src/runs/several/situations.ts'

test('each alone, each two, and all together', () => {
  expect(situationsOf(3, 'pairs')).toEqual([[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]])
})

test('of two the only pair is all of them', () => {
  expect(situationsOf(2, 'pairs')).toEqual([[0], [1], [0, 1]])
})

test('no pairs, or nothing beside all of them', () => {
  expect(situationsOf(3, 'all')).toEqual([[0], [1], [2], [0, 1, 2]])
  expect(situationsOf(3, false)).toEqual([[0, 1, 2]])
  expect(situationsOf(1, 'pairs')).toEqual([[0]])
})
