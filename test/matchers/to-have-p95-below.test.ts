import { expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import { failureOf } from './support/failure.ts'
import { constructedRun, repeated } from './support/run-builder.ts'

expect.extend(matchers)

test('passes on a percentile below the limit, and fails on one that is not', () => {
  const run = constructedRun(repeated(100, 40))
  expect(run).toHaveP95Below(50)
  expect(run).not.toHaveP95Below(40)
  expect(failureOf(() => expect(run).toHaveP95Below(30))).toMatch(
    /^expected p95 of latency below 30 ms, observed 40\.0 ms \(n = 100, 90 % interval 40\.0 to 40\.0 ms\): fail\n/u,
  )
})

test('is judged for the metric asked for', () => {
  const run = constructedRun(repeated(100, { latency: 40, ttft: 8 }))
  expect(run).toHaveP95Below(10, { of: 'ttft' })
  expect(failureOf(() => expect(run).toHaveP95Below(5, { of: 'ttft' }))).toContain('p95 of ttft below 5 ms')
})

test('cannot be settled by fewer than 59 requests', () => {
  const message = failureOf(() => expect(constructedRun(repeated(58, 40))).not.toHaveP95Below(50))
  expect(message).toContain('inconclusive: 58 requests do not settle this at 95 % confidence; at least 59 are needed')
  const settled = failureOf(() => expect(constructedRun(repeated(59, 40))).not.toHaveP95Below(50))
  expect(settled).toMatch(/: fail\n/u)
})
