import { expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import type { FoundMax, MeasuredLevel } from '../../src/sweeps/search-max.ts'
import { undecidedOf } from '../../src/sweeps/undecided.ts'
import type { LlmRun } from '../../src/vitest/llm-run.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { constructedRun, repeated } from './support/run-builder.ts'

expect.extend(matchers)

const doubt = 'the check event-loop-lag is invalid: it was late: measure again'

function level(at: number, verdict: MeasuredLevel<LlmRun>['verdict']): MeasuredLevel<LlmRun> {
  const open = verdict === 'inconclusive' ? ({ reason: 'check', doubt } as const) : null
  return { level: at, verdict, run: constructedRun(repeated(20, 40)), open }
}

function found(...levels: MeasuredLevel<LlmRun>[]): unknown {
  const highest = levels.findLast(({ verdict }) => verdict === 'pass') ?? null
  const lowest = levels.find(({ verdict }) => verdict === 'fail') ?? null
  const result: FoundMax<LlmRun> = { highest, lowest, levels, endedBy: 'found' }
  return { ...result, unit: 'clients', undecided: undecidedOf('concurrency', result) }
}

test('passes from the highest level that passed down, fails from the lowest that failed up', () => {
  const result = found(level(16, 'pass'), level(32, 'pass'), level(36, 'fail'))
  expect(result).toSustain(32)
  expect(result).toSustain(1.5)
  expect(result).not.toSustain(36)
  expect(result).not.toSustain(64)
  expect(failureOf(() => expect(result).toSustain(36))).toMatch(
    /^expected highest load that meets the objective at least 36 clients, observed 32 clients \(n = 3, no interval\): fail\n32 passed, 36 failed\n/u,
  )
  expect(failureOf(() => expect(result).toSustain(34))).toContain(
    'inconclusive: the answer lies nearer than the resolution; the point estimate decided',
  )
})

test('what stayed open is said with its reason', () => {
  const result = found(level(16, 'pass'), level(32, 'inconclusive'))
  expect(result).toSustain(16)
  expect(failureOf(() => expect(result).toSustain(32))).toContain(
    `inconclusive: 32 clients stayed open: ${doubt}; the point estimate decided`,
  )
  expect(failureOf(() => expect(found(level(1, 'fail'))).toSustain(1))).toContain('no level passed, 1 failed')
  expect(failureOf(() => expect(found(level(64, 'pass'))).toSustain(100))).toContain(
    'no level so high was measured: give a wider range',
  )
})

test('refuses what is no search, and a level that is none', () => {
  for (const other of [constructedRun(repeated(20, 40)), {}, null, 32]) {
    expect(refusalOf(() => expect(other).not.toSustain(32)).code).toBe('not-measured')
  }
  expect(refusalOf(() => expect(found()).toSustain(32)).message).toContain('the search measured no level')
  for (const wrong of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(refusalOf(() => expect(found(level(1, 'pass'))).toSustain(wrong)).code).toBe('invalid-option')
  }
})
