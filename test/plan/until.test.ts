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
  [{}, 'name at least one claim'],
  [{ q95: 3 }, "decided({ 'q95': … })"],
  [{ 'tttf.p95': 3 }, "decided({ 'tttf.p95': … })"],
  [{ 'interChunk.p95': 3 }, "decided({ 'interChunk.p95': … })"],
  [{ p100: 3 }, 'a percentile lies between 0 and 100'],
  [{ p95: -1 }, 'give a limit in milliseconds above 0'],
  [{ successRate: 1 }, 'give a share between 0 and 1'],
] as const)('wrong claims are one clear line: %j', ([claims, message]) => {
  expect(() => decided(claims as never)).toThrow(message)
})
