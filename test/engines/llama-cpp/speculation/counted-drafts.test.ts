import type { Token } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { countDrafts } from '../../../../src/engines/llama-cpp/speculation/counted-drafts.ts'

const tokens = (...ids: number[]): Token[] => ids as Token[]

test('a draft counts up to its first token that the answer does not have', () => {
  const answer = tokens(1, 2, 3, 4, 5, 6)
  const made = [
    { at: 0, tokens: tokens(1, 2) },
    { at: 3, tokens: tokens(4, 9, 6) },
  ]
  expect(countDrafts(made, answer)).toEqual({ drafted: 5, accepted: 3 })
})

test('what was drafted beyond the end of the answer is neither accepted nor refused', () => {
  expect(countDrafts([{ at: 2, tokens: tokens(3, 7, 8) }], tokens(1, 2, 3))).toEqual({ drafted: 1, accepted: 1 })
  expect(countDrafts([{ at: 4, tokens: tokens(3) }], tokens(1, 2, 3))).toEqual({ drafted: 0, accepted: 0 })
})

test('no place of the answer counts twice: a draft ends where the next one begins', () => {
  const answer = tokens(1, 2, 3, 4, 5, 6)
  const made = [
    { at: 0, tokens: tokens(1, 2, 3, 4) },
    { at: 2, tokens: tokens(3, 4, 5, 6) },
    { at: 4, tokens: tokens(5, 9) },
  ]
  expect(countDrafts(made, answer)).toEqual({ drafted: 6, accepted: 5 })
})
