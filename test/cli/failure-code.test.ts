import { expect, test } from 'vitest'
import { failureCode, ownWords } from '../../src/cli/failure-code.ts'
import { LlmBenchError } from '../../src/errors.ts'

test('a bisection is stopped by whatever fails, a misspelt flag included; any other call exits 2', () => {
  const error = new Error('broken')
  expect(failureCode(['ab', '--bisect', 'main'], error)).toBe(129)
  expect(failureCode(['ab', 'main', '--bisct'], error)).toBe(129)
  expect(failureCode(['ab', 'main', '--by', '2'], error)).toBe(2)
  expect(failureCode(['ab', 'main', '--', '--bisect'], error)).toBe(2)
  expect(failureCode(['compare', '--bisect'], error)).toBe(2)
  expect(failureCode([], error)).toBe(2)
})

test('Ctrl-C has the code that shells give it, which stops a bisection too', () => {
  const error = new LlmBenchError('aborted', 'ended')
  expect(failureCode(['ab', '--bisect', 'main'], error)).toBe(130)
  expect(failureCode(['ab', 'main'], error)).toBe(130)
})

test('words behind -- are for Vitest', () => {
  expect(ownWords(['main', '--by', '0.1', '--', 'a.bench.ts', '-t', 'x'])).toEqual(['main', '--by', '0.1'])
  expect(ownWords(['main'])).toEqual(['main'])
})
