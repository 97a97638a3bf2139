import { describe, expect, test } from 'vitest'
import type { ThroughputRecord } from '../../src/record/metric.ts'
import { judgeFact } from '../../src/verdicts/fact.ts'
import { judgeThroughputAbove } from '../../src/verdicts/throughput.ts'

const whole: ThroughputRecord = {
  requestsPerSecond: 10,
  tokensPerSecond: 100,
  successRate: 1,
  windowMs: 20_000,
  steady: null,
  tokensInterval: { low: 95, high: 105, confidence: 0.9 },
}
const requests = { attempted: 200, concurrency: 1 }

describe('throughput above a limit', () => {
  test.each([
    [90, 'pass', true],
    [94.9, 'pass', true],
    [95, 'inconclusive', true],
    [102, 'inconclusive', false],
    [105, 'fail', false],
  ] as const)('%d: %s', (limit, verdict, pointHolds) => {
    expect(judgeThroughputAbove(whole, requests, limit)).toMatchObject({ verdict, pointHolds })
  })

  test('the steady window goes before the whole one', () => {
    const steady = { windowMs: 10_000, requestsPerSecond: 11, tokensPerSecond: 110 }
    const judged = judgeThroughputAbove({ ...whole, steady }, { attempted: 200, concurrency: 4 }, 100)
    expect(judged).toMatchObject({ observed: 110, window: 'steady', floor: 40 })
  })

  test('needs more requests the nearer the limit is', () => {
    expect(judgeThroughputAbove(whole, requests, 98)?.needed).toBe(1250)
    expect(judgeThroughputAbove(whole, requests, 99)?.needed).toBe(5000)
    expect(judgeThroughputAbove(whole, requests, 100)?.needed).toBeNull()
  })

  test('without an interval stays open, and without tokens is nothing', () => {
    const short = { ...whole, tokensInterval: null }
    expect(judgeThroughputAbove(short, requests, 10)).toMatchObject({
      verdict: 'inconclusive',
      needed: null,
    })
    expect(judgeThroughputAbove({ ...short, tokensPerSecond: null }, requests, 10)).toBeNull()
  })
})

test('under a retry the interval is wider', () => {
  const judged = judgeThroughputAbove(whole, requests, 94.5, 0.025)
  expect(judged).toMatchObject({ verdict: 'inconclusive', interval: { confidence: 0.95 } })
  expect(judged?.interval?.low).toBeCloseTo(100 - 5 * (2.262_157 / 1.833_113), 5)
})

test('a fact passes or fails, with one observation and nothing to settle', () => {
  expect(judgeFact(1200, true)).toEqual({
    verdict: 'pass',
    observed: 1200,
    pointHolds: true,
    interval: null,
    n: 1,
    effectiveN: 1,
    floor: null,
    needed: null,
    doubts: [],
  })
  expect(judgeFact('cpu', false).verdict).toBe('fail')
})
