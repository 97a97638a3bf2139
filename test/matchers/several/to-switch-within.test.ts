import { expect, test } from 'vitest'
import { matchers } from '../../../src/matchers/index.ts'
import type { SwitchRecord } from '../../../src/record/several/switch.ts'
import { failureOf, refusalOf } from '../support/failure.ts'
import { constructedRun, repeated } from '../support/run-builder.ts'

expect.extend(matchers)

function switched(totals: readonly (number | null)[]): ReturnType<typeof constructedRun> {
  const switches = totals.map((totalMs): SwitchRecord => ({
    model: 'large',
    evicted: ['small'],
    evictMs: 10,
    loadMs: totalMs === null ? null : totalMs - 60,
    firstTokenMs: totalMs === null ? null : 50,
    serverMs: null,
    totalMs,
    error: totalMs === null ? 'the process is gone' : null,
  }))
  return constructedRun(repeated(3, 40), { record: { switches } })
}

const spread = Array.from({ length: 12 }, (_, index) => 1000 + ((index * 7) % 12))

test('passes and fails by the exact test of a percentile', () => {
  expect(switched(spread)).toSwitchWithin(1100, { percentile: 50 })
  expect(switched(spread)).not.toSwitchWithin(900, { percentile: 50 })
  expect(failureOf(() => expect(switched(spread)).toSwitchWithin(900, { percentile: 50 }))).toBe(
    [
      'expected p50 of switches within 900 ms, observed 1,006 ms (n = 12, 90 % interval 1,002 to 1,009 ms): fail',
      'on average evicting 10.0 ms, loading 946 ms, first token 50.0 ms',
      'run "short answer" of constructed-135m',
    ].join('\n'),
  )
})

test('a switch that takes exactly the limit is within it', () => {
  expect(switched(Array.from({ length: 8 }, () => 1000))).toSwitchWithin(1000, { percentile: 50 })
})

test('a few switches leave a p95 inconclusive, and say how many would do', () => {
  expect(failureOf(() => expect(switched(spread)).toSwitchWithin(1010.2))).toContain('at least 59 are needed')
})

test('a switch without a token is longer than any limit, and says why', () => {
  const failed = switched([...Array.from({ length: 3 }, () => 1000), ...Array.from({ length: 9 }, () => null)])
  const message = failureOf(() => expect(failed).toSwitchWithin(100_000, { percentile: 50 }))
  expect(message).toContain('observed infinite')
  expect(message).toContain('9 gave no token: the process is gone')
})

test('throws for a run without a switch, negated too', () => {
  const run = constructedRun(repeated(3, 40))
  expect(refusalOf(() => expect(run).toSwitchWithin(1000)).code).toBe('not-measured')
  expect(refusalOf(() => expect(run).not.toSwitchWithin(1000)).code).toBe('not-measured')
})

test('refuses a limit or a percentile that is none', () => {
  const run = switched(spread)
  expect(refusalOf(() => expect(run).toSwitchWithin(0)).code).toBe('invalid-option')
  expect(refusalOf(() => expect(run).toSwitchWithin(1000, { percentile: 100 })).code).toBe('invalid-option')
})
