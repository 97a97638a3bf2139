import { expect, test } from 'vitest'
import { countRuns, gateCode, type GateRun, policyOf, policyWords } from '../../src/cli/gate.ts'

const fine: GateRun = { verdict: 'pass', pointHolds: true }
const bad: GateRun = { verdict: 'fail', pointHolds: false }
const [openWell, openBadly, unknown] = [true, false, null].map((pointHolds): GateRun => ({
  verdict: 'inconclusive',
  pointHolds,
})) as [GateRun, GateRun, GateRun]

test('one regression is enough for 1, one decided run for 0, and none decided is 3', () => {
  const code = (...runs: GateRun[]): number => gateCode(countRuns(runs, null))
  expect(code(fine, openBadly, bad)).toBe(1)
  expect(code(fine, openBadly)).toBe(0)
  expect(code(openWell, openBadly)).toBe(3)
  expect(code()).toBe(3)
})

test('a policy decides what is open, and nothing else', () => {
  const code = (policy: 'point' | 'fail' | 'pass', ...runs: GateRun[]): number => gateCode(countRuns(runs, policy))
  expect(code('point', openWell)).toBe(0)
  expect(code('point', openWell, openBadly)).toBe(1)
  // Where there is no figure at all no point can decide.
  expect(code('point', unknown)).toBe(3)
  expect(code('fail', fine, openWell)).toBe(1)
  expect(code('pass', openBadly)).toBe(0)
  expect(code('pass', openBadly, bad)).toBe(1)
  expect(code('fail', fine)).toBe(0)
})

test('the words for a policy stand only where it decided something', () => {
  expect(policyWords(2, 'fail')).toBe('; what is open fails (--inconclusive fail)')
  expect(policyWords(0, 'fail')).toBe('')
  expect(policyWords(2, null)).toBe('')
})

test('a policy is one of three words', () => {
  expect(policyOf('ab', undefined)).toBeNull()
  expect(policyOf('ab', 'point')).toBe('point')
  expect(() => policyOf('compare', 'maybe')).toThrow(
    'llm-bench compare --inconclusive: "maybe" is not allowed here; give "point", "fail" or "pass", or leave it out',
  )
})
