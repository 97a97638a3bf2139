import { expect, test } from 'vitest'
import { exitCodeOf } from '../../../src/cli/ab/ab-exit.ts'
import { LlmBenchError } from '../../../src/errors.ts'
import { benches, resultOf } from './result.ts'

const { same, slow, fast, open, once, doubted } = benches
const unusable = { kind: 'unusable', error: new LlmBenchError('revision-unusable', 'no') } as const

test('codes of a gate', () => {
  const code = (...args: Parameters<typeof resultOf>): number =>
    exitCodeOf(resultOf(...args), { policy: null, isBisection: false })
  expect(code([same, slow])).toBe(1)
  expect(code([same, open])).toBe(0)
  expect(code([fast])).toBe(0)
  expect(code([open, doubted, once])).toBe(3)
  expect(code([])).toBe(2)
  // A bench that was removed is no fault; one that is gone where Vitest failed may hide anything.
  expect(code([same], ['a.bench.ts › t › gone'])).toBe(0)
  expect(code([same], ['a.bench.ts › t › gone'], 1)).toBe(2)
  expect(code([same, slow], ['a.bench.ts › t › gone'], 1)).toBe(1)
  expect(code([same], [], 1)).toBe(0)
  expect(exitCodeOf(unusable, { policy: null, isBisection: false })).toBe(2)
})

test('codes of a bisection', () => {
  const code = (...args: Parameters<typeof resultOf>): number =>
    exitCodeOf(resultOf(...args), { policy: null, isBisection: true })
  expect(code([same, fast])).toBe(0)
  expect(code([open, slow])).toBe(1)
  expect(code([same, open])).toBe(125)
  expect(code([same, doubted])).toBe(125)
  expect(code([])).toBe(125)
  expect(code([same], ['a.bench.ts › t › gone'])).toBe(125)
  expect(exitCodeOf(unusable, { policy: null, isBisection: true })).toBe(125)
  expect(exitCodeOf(resultOf([same, open]), { policy: 'pass', isBisection: true })).toBe(0)
  expect(exitCodeOf(resultOf([same, open]), { policy: 'fail', isBisection: true })).toBe(1)
})
