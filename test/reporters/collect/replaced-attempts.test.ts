import { expect, test } from 'vitest'
import type { TestCase } from 'vitest/node'
import { replacedAttempts } from '../../../reporters/collect/replaced-attempts.ts'

type Attempt = readonly [repeatIndex: number, retryIndex: number]

function madeBy(...attempts: readonly Attempt[]): TestCase {
  return {
    attempts: () => attempts.map(([repeatIndex, retryIndex]) => ({ repeatIndex, retryIndex })),
  } as unknown as TestCase
}

const [one, two] = [
  { number: 1, of: 2 },
  { number: 2, of: 2 },
]

test('within a repeat the last attempt stands', () => {
  const replaced = replacedAttempts(madeBy([0, 0], [0, 1], [1, 0]), [])
  expect(replaced({ attempt: 0, repeat: one })).toBe(true)
  expect(replaced({ attempt: 1, repeat: one })).toBe(false)
  expect(replaced({ attempt: 0, repeat: two })).toBe(false)
})

test('an attempt that told nothing replaces the one before all the same', () => {
  expect(replacedAttempts(madeBy([0, 0], [0, 1]), [])({ attempt: 0, repeat: null })).toBe(true)
})

test('one that has not ended yet is known from what it told', () => {
  const claims = { type: 'vitest-llm-bench:claims' as const, file: '', attempt: 1, repeat: null, claims: [] }
  const replaced = replacedAttempts(madeBy([0, 0]), [claims])
  expect(replaced({ attempt: 0, repeat: null })).toBe(true)
  expect(replaced({ attempt: 1, repeat: null })).toBe(false)
})
