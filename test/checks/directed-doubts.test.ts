import { expect, test } from 'vitest'
import type { TimeShift } from '../../src/metrics/time-shift.ts'
import type { CheckRecord } from '../../src/record/check.ts'
import { directedDoubts, type Settled } from '../../src/checks/directed-doubts.ts'

function broken(id: string, protects = ['all']): CheckRecord {
  return { id, status: 'invalid', protects, message: 'it was so: do that' }
}

/** A claim that all times, which are of one length, lie below a limit. */
function below(limit: number, time: number): { judged: Settled; again: (shift: TimeShift) => Settled } {
  const at = (value: number): Settled => ({ verdict: value < limit ? 'pass' : 'fail', pointHolds: value < limit })
  return { judged: at(time), again: ({ times }) => at(time + times) }
}

function told(id: string, lagMs: number | null, { judged, again }: ReturnType<typeof below>): string {
  const lag = lagMs === null ? null : { p99Ms: 1, maxMs: lagMs }
  const { doubts, despite } = directedDoubts({ checks: [broken(id)], lag }, ['latency'], judged, again)
  expect(doubts.length + despite.length).toBeLessThan(2)
  return doubts.length > 0 ? 'open' : despite.length > 0 ? 'stands' : 'untouched'
}

test('what can only lengthen times opens a fail, and never a pass', () => {
  for (const id of ['other-hosts', 'swap-in', 'thermal-pressure', 'machine-busy']) {
    expect(told(id, 18.9, below(50, 36.9))).toBe('stands')
    expect(told(id, 18.9, below(50, 1_000))).toBe('open')
  }
})

test('a late clock opens a fail within the largest lag only', () => {
  expect(told('event-loop-lag', 18.9, below(36.9, 1_000))).toBe('stands')
  expect(told('event-loop-lag', 18.9, below(36.9, 55.7))).toBe('open')
  expect(told('client-limit', 18.9, below(36.9, 55.9))).toBe('stands')
  expect(told('event-loop-lag', 18.9, below(36.9, 30))).toBe('stands')
})

test('where nobody knows the largest lag, no fail stands', () => {
  expect(told('event-loop-lag', null, below(36.9, 1_000))).toBe('open')
  expect(told('event-loop-lag', null, below(36.9, 30))).toBe('stands')
})

test('what weakens the load opens a pass, and never a fail', () => {
  for (const id of ['schedule-lag', 'achieved-rate', 'parts-overlap', 'early-stop']) {
    expect(told(id, 1, below(50, 1))).toBe('open')
    expect(told(id, 1, below(50, 51))).toBe('stands')
  }
})

test('what falsifies is asked elsewhere, and a check of another metric, or a warning, is none', () => {
  expect(told('other-model', 1, below(50, 51))).toBe('untouched')
  const { judged, again } = below(50, 51)
  const [other, warning] = [broken('other-hosts', ['tpot']), { ...broken('swap-in'), status: 'warning' as const }]
  expect(directedDoubts({ checks: [other, warning], lag: null }, ['latency'], judged, again)).toEqual({
    doubts: [],
    despite: [],
  })
})

test('an open claim is in doubt where its point estimate is', () => {
  const open = (pointHolds: boolean): Settled => ({ verdict: 'inconclusive', pointHolds })
  const lag = null
  const checks = [broken('other-hosts')]
  expect(directedDoubts({ checks, lag }, ['latency'], open(false), () => open(true)).doubts).toHaveLength(1)
  expect(directedDoubts({ checks, lag }, ['latency'], open(true), () => open(true)).doubts).toEqual([])
})

test('the sentences say what was found, or why it makes no difference', () => {
  const { judged, again } = below(36.9, 1_000)
  const checks = [broken('event-loop-lag'), broken('other-hosts')]
  expect(directedDoubts({ checks, lag: { p99Ms: 9, maxMs: 18.9 } }, ['latency'], judged, again)).toEqual({
    doubts: ['the check other-hosts is invalid: it was so: do that'],
    despite: [
      'the check event-loop-lag is invalid, and no stamp was more than 18.9 ms late, which cannot have made this',
    ],
  })
})
