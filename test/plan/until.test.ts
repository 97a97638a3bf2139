import { expect, test } from 'vitest'
import { decided } from '../../src/plan/until.ts'

test('keys name a percentile of latency, of another metric, or the success rate', () => {
  expect(decided({ p95: 50, 'ttft.p99': 200, successRate: 0.98 }).claims).toEqual([
    { kind: 'percentile', metric: 'latency', percentile: 95, limit: 50 },
    { kind: 'percentile', metric: 'ttft', percentile: 99, limit: 200 },
    { kind: 'success', ratio: 0.98 },
  ])
})

test.for([
  [{}, 'decided(claims): {} is not allowed here; give at least one claim, for example { p95: 50 }'],
  [null, 'decided(claims): null is not allowed here; give at least one claim'],
  [{ q95: 3 }, 'decided({ q95 }): this claim is not allowed here; give p95, a metric\'s percentile such as "ttft.p99"'],
  [{ 'tttf.p95': 3 }, 'decided({ "tttf.p95" }): this claim is not allowed here'],
  [{ 'interChunk.p95': 3 }, 'decided({ "interChunk.p95" }): this claim is not allowed here'],
  [{ p100: 3 }, 'decided({ p100 }): this percentile is not allowed here; give one between 0 and 100'],
  [{ p95: -1 }, 'decided({ p95 }): -1 is not allowed here; give a limit in milliseconds above 0'],
  [{ successRate: 1 }, 'decided({ successRate }): 1 is not allowed here; give a share above 0 and below 1'],
  [{ successRate: '0.9' }, 'decided({ successRate }): "0.9" is not allowed here; give a share above 0 and below 1'],
  [{ 'constructor.p95': 3 }, 'decided({ "constructor.p95" }): this claim is not allowed here'],
  [{ 'toString.p95': 3 }, 'decided({ "toString.p95" }): this claim is not allowed here'],
] as const)('wrong claims are one clear line: %j', ([claims, message]) => {
  expect(() => decided(claims as never)).toThrow(message)
})

test('it goes on for a least duration, which an option sets', () => {
  expect(decided({ p95: 50 }).minDurationMs).toBe(2000)
  expect(decided({ p95: 50 }, { minDuration: 0 }).minDurationMs).toBe(0)
  for (const minDuration of [-1, Number.POSITIVE_INFINITY, '5'])
    expect(() => decided({ p95: 50 }, { minDuration } as never)).toThrow(
      'give the milliseconds to measure for at least, 0 or more',
    )
})

test('nothing else may stand after the claims', () => {
  const call = decided as (...given: unknown[]) => unknown
  expect(() => call({ p95: 50 }, { by: 5 })).toThrow(/^decided\(claims, \{ by \}\): there is no option "by"/u)
  expect(() => call({ p95: 50 }, {}, 5)).toThrow(
    'decided(claims, options): a further argument, 5, is not allowed here; give only claims, options',
  )
})
