import { describe, expect, test } from 'vitest'
import { emptyThroughput, type MetricName } from '../../src/record/metric.ts'
import { shiftedSamples, shiftedThroughput, shiftedValue } from '../../src/metrics/time-shift.ts'
import { adjustedSeries } from '../../src/metrics/series.ts'
import { columnsOf } from '../../src/samples/columns.ts'
import { answer, failedRequest } from '../support/endpoint-samples.ts'

/** 40 ms to the first of 16 tokens, 15 gaps of 5 ms: 115 ms, begun 2 ms late. */
const samples = [answer({ sent: 100, intended: 98 }), failedRequest(200, 'reset', 'gone')]
const measured = { columns: columnsOf(samples), gaps: Float64Array.of(5, 7), concurrency: 1 }

function moved(metric: MetricName, times: number, between = times): number[] {
  const series = adjustedSeries(metric, shiftedSamples(measured, metric, { times, between }))
  return [...series].map((value) => Math.round(value * 1e6) / 1e6)
}

describe('a lateness of 10 ms moves', () => {
  test.each([
    ['latency', 105, 125],
    ['response', 107, 127],
    ['ttft', 30, 50],
    ['ttfv', 30, 50],
    ['tpot', (75 - 10) / 15, (75 + 10) / 15],
    ['decodeSpeed', 15_000 / 65, 15_000 / 85],
    ['prefillSpeed', 110_000 / 30, 110_000 / 50],
  ] as const)('%s', (metric, shorter, longer) => {
    expect(moved(metric, -10)[0]).toBeCloseTo(shorter, 5)
    expect(moved(metric, 10)[0]).toBeCloseTo(longer, 5)
  })

  test('gaps between chunks, and none below zero', () => {
    expect(moved('interChunk', -6)).toEqual([0, Number.POSITIVE_INFINITY, 1])
    expect(moved('interChunk', 6)).toEqual([11, Number.POSITIVE_INFINITY, 13])
  })

  test('no failed request', () => {
    expect(moved('latency', -10)[1]).toBe(Number.POSITIVE_INFINITY)
    expect(moved('decodeSpeed', -10)[1]).toBe(0)
  })
})

test('what nothing bounds moves times from next to nothing to next to forever', () => {
  expect(moved('latency', Number.NEGATIVE_INFINITY)[0]).toBeLessThan(1e-6)
  expect(moved('ttft', Number.POSITIVE_INFINITY)[0]).toBeGreaterThan(1e9)
})

test('a rate moves by the lateness over its window', () => {
  const throughput = {
    ...emptyThroughput,
    windowMs: 12_000,
    tokensPerSecond: 90,
    steady: { windowMs: 10_000, requestsPerSecond: 10, tokensPerSecond: 100 },
    tokensInterval: { low: 95, high: null, confidence: 0.9 },
  }
  expect(shiftedThroughput(throughput, 100)).toMatchObject({
    steady: { tokensPerSecond: 99 },
    tokensInterval: { low: 95 * 0.99, high: null },
  })
  expect(shiftedThroughput(throughput, -100)).toMatchObject({ steady: { tokensPerSecond: 101 } })
  expect(shiftedThroughput({ ...throughput, steady: null }, 120).tokensPerSecond).toBeCloseTo(90 * 0.99)
  expect(shiftedThroughput(throughput, Number.POSITIVE_INFINITY).steady?.tokensPerSecond).toBeLessThan(1e-6)
  expect(shiftedThroughput(throughput, Number.NEGATIVE_INFINITY).steady?.tokensPerSecond).toBeGreaterThan(1e9)
  expect(shiftedThroughput(emptyThroughput, -100)).toEqual(emptyThroughput)
})

test('a value without its stamps moves by the time, or where it is a figure a token by any amount', () => {
  expect(shiftedValue(50, 'ttft', { times: -10, between: -10 })).toBe(40)
  expect(shiftedValue(50, 'tpot', { times: -10, between: -10 })).toBeLessThan(1e-6)
  expect(shiftedValue(50, 'tpot', { times: 0, between: 10 })).toBeGreaterThan(1e9)
  expect(shiftedValue(50, 'decodeSpeed', { times: 0, between: 10 })).toBeLessThan(1e-6)
  expect(shiftedValue(50, 'prefillSpeed', { times: -10, between: -10 })).toBeGreaterThan(1e9)
  expect(shiftedValue(50, 'prefillSpeed', { times: 0, between: 10 })).toBe(50)
})
