import { expect, test } from 'vitest'
import { roundsOf } from '../../../src/sweeps/matrix/rounds.ts'

const files = ['a', 'b', 'a', 'c', 'b', 'a']

test('each round has every cell once, and every second one is the one before it backwards', () => {
  const rounds = roundsOf(files, 5, 1)
  expect(rounds).toHaveLength(5)
  for (const round of rounds) expect(round.toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5])
  expect(rounds[1]).toEqual(rounds[0]?.toReversed())
  expect(rounds[3]).toEqual(rounds[2]?.toReversed())
})

test('cells of one file stand together', () => {
  for (const seed of Array.from({ length: 50 }, (_, index) => index)) {
    for (const round of roundsOf(files, 3, seed)) {
      const changes = round.filter((cell, at) => at > 0 && files[cell] !== files[round[at - 1] as number])
      expect(changes).toHaveLength(2)
    }
  }
})

test('the seed decides the order, which is no favourite of one cell', () => {
  expect(roundsOf(files, 3, 5)).toEqual(roundsOf(files, 3, 5))
  const firsts = Array.from({ length: 300 }, (_, seed) => roundsOf(['a', 'b', 'c'], 1, seed)[0]?.[0])
  for (const cell of [0, 1, 2]) expect(firsts.filter((first) => first === cell).length).toBeGreaterThan(70)
})
