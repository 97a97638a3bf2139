import { expect, test } from 'vitest'
import { brokenChecks } from '../../src/baseline/broken-checks.ts'

const check = { id: 'swap-in', status: 'invalid' as const, protects: ['latency'], message: 'pages were read back' }

test('invalid checks that protect the metric break a baseline, whichever way they may have moved it', () => {
  const checks = [
    check,
    { ...check, id: 'event-loop-lag', status: 'warning' as const },
    { ...check, id: 'schedule-lag', protects: ['all'] },
  ]
  expect(brokenChecks({ checks }, 'latency')).toEqual([
    'the check swap-in is invalid: pages were read back',
    'the check schedule-lag is invalid: pages were read back',
  ])
  expect(brokenChecks({ checks }, 'tpot')).toEqual(['the check schedule-lag is invalid: pages were read back'])
})

test('a check that only informs moves nothing', () => {
  expect(brokenChecks({ checks: [{ ...check, id: 'outliers' }] }, 'latency')).toEqual([])
})
