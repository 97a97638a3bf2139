import { describe, expect, test } from 'vitest'
import { emptyThroughput, type ThroughputRecord } from '../../src/record/metric.ts'
import { judgeFact } from '../../src/verdicts/fact.ts'
import { judgeThroughputAbove } from '../../src/verdicts/throughput.ts'

const whole: ThroughputRecord = {
  ...emptyThroughput,
  requestsPerSecond: 10,
  tokensPerSecond: 100,
  successRate: 1,
  windowMs: 20_000,
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
    expect(judged).toMatchObject({ observed: 110, window: 'steady', floor: 56 })
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
    const few = judgeThroughputAbove({ ...short, tokensNeeded: 448 }, { attempted: 320, concurrency: 32 }, 10)
    expect(few).toMatchObject({ verdict: 'inconclusive', floor: 448, needed: 448, doubts: [] })
  })

  test.each([
    ['trend', 'the rate rises or falls over the window'],
    ['correlated', 'the requests are too correlated'],
  ] as const)('a doubt leaves it open on both sides: %s', (tokensDoubt, words) => {
    for (const limit of [10, 1000]) {
      const judged = judgeThroughputAbove({ ...whole, tokensDoubt }, requests, limit)
      expect(judged).toMatchObject({ verdict: 'inconclusive', needed: null, pointHolds: limit < 100 })
      expect(judged?.doubts).toEqual([expect.stringContaining(words)])
    }
  })

  test('of requests that are alike fewer than 20 independent ones settle nothing', () => {
    const alike = { ...whole, tokensEffectiveN: 10 }
    expect(judgeThroughputAbove(alike, requests, 50)).toMatchObject({
      verdict: 'inconclusive',
      effectiveN: 10,
      needed: 400,
      doubts: [],
    })
    expect(judgeThroughputAbove({ ...whole, tokensEffectiveN: 20 }, requests, 50)?.verdict).toBe('pass')
  })

  test('a result of an older release says nothing of its requests', () => {
    const { tokensEffectiveN: _e, tokensDoubt: _d, tokensNeeded: _n, ...older } = whole
    expect(judgeThroughputAbove(older as ThroughputRecord, requests, 50)).toMatchObject({
      verdict: 'pass',
      effectiveN: 200,
    })
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
