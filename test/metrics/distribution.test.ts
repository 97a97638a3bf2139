import { describe, expect, test } from 'vitest'
import { metricsOf } from '../../src/metrics/distribution.ts'
import type { MeasuredColumns } from '../../src/metrics/series.ts'
import { meanInterval } from '../../src/stats/intervals/mean-interval.ts'
import { percentileInterval } from '../../src/stats/intervals/percentile-interval.ts'
import { judgePercentileBelow } from '../../src/verdicts/percentile.ts'
import { seededRandom, shuffled } from '../../src/stats/random.ts'
import { autoregressive, seededNormal } from '../stats/draws.ts'
import { measured } from './four-requests.ts'

/** A run of requests that took so long, one after the other. */
function ofLatencies(latencies: Float64Array): MeasuredColumns {
  const zeros = new Float64Array(latencies.length)
  const none = zeros.map(() => Number.NaN)
  const stamps = {
    intended: zeros,
    sent: zeros,
    first: none,
    firstVisible: none,
    end: latencies,
    slot: zeros,
    failed: zeros,
  }
  return {
    columns: {
      ...stamps,
      inputTokens: zeros,
      outputTokens: zeros,
      cachedTokens: zeros,
      cacheWriteTokens: none,
      reasoningTokens: none,
      hiddenTokens: zeros,
      firstTokens: none,
    },
    gaps: new Float64Array(),
    concurrency: 1,
  }
}

describe('distribution', () => {
  const { latency, ttft, interChunk } = metricsOf(measured)

  test('of what completed', () => {
    expect(latency).toMatchObject({ unit: 'ms', n: 3, min: 50, p50: 100, max: 100 })
    expect(latency.mean).toBeCloseTo(250 / 3, 12)
    expect(latency.sd).toBeCloseTo(Math.sqrt(2500 / 3), 12)
    expect(ttft).toMatchObject({ n: 2, p50: 30, p95: 39 })
    expect(interChunk.n).toBe(3)
  })

  test('and with failures counted', () => {
    expect(latency.adjusted).toMatchObject({ n: 4, p50: 100, infinite: 1 })
    expect(latency.adjusted.max).toBe(Number.POSITIVE_INFINITY)
    expect(latency.adjusted.mean).toBe(Number.POSITIVE_INFINITY)
  })

  test('of nothing has no interval and is not a number', () => {
    const none = metricsOf({ ...measured, gaps: new Float64Array() }).interChunk
    expect(none.n).toBe(0)
    expect(none.mean).toBeNaN()
    expect(none.intervals).toBeNull()
  })

  test('intervals are wider where neighbouring values are alike', () => {
    const latencies = autoregressive(200, 0.6, seededNormal(4)).map((value) => 100 + 10 * value)
    const { intervals } = metricsOf(ofLatencies(latencies)).latency
    const width = (interval: { low: number | null; high: number | null } | null | undefined): number =>
      (interval?.high ?? Number.NaN) - (interval?.low ?? Number.NaN)
    // The same latencies in another order are independent.
    const another = Float64Array.from(shuffled([...latencies], seededRandom(1)))
    expect(width(intervals?.mean)).toBeGreaterThan(1.4 * width(meanInterval(another, 0.9)))
    expect(width(intervals?.p50)).toBeGreaterThan(1.2 * width(percentileInterval(another, 0.5, 0.9)))
    const mixed = metricsOf(ofLatencies(another)).latency
    expect(mixed.intervals?.p50).toMatchObject({ low: percentileInterval(another, 0.5, 0.9).low, confidence: 0.9 })
  })

  test('the printed p50 of correlated latencies covers the true one', () => {
    const normal = seededNormal(8)
    let covered = 0
    for (let trial = 0; trial < 200; trial++) {
      const { intervals } = metricsOf(
        ofLatencies(autoregressive(200, 0.5, normal).map((value) => 100 + 10 * value)),
      ).latency
      if ((intervals?.p50.low ?? 0) <= 100 && (intervals?.p50.high ?? 0) >= 100) covered++
    }
    // At nominal 90 %; without the correction about 70 %.
    expect(covered / 200).toBeGreaterThanOrEqual(0.85)
  })

  test('the intervals are those that claims are judged by, with failures in them too', () => {
    const latencies = autoregressive(200, 0.4, seededNormal(6)).map((value) => 100 + 10 * value)
    const { columns, ...run } = ofLatencies(latencies)
    const whole = metricsOf({ columns, ...run }).latency
    expect(whole.intervals?.p95).toEqual(judgePercentileBelow(latencies, 0.95, 110).interval)
    expect(whole.adjusted.intervals).toBeNull()
    const failed = columns.failed.map((_, row) => Number(row % 40 < 3))
    const partly = metricsOf({ columns: { ...columns, failed }, ...run }).latency
    const adjusted = latencies.map((value, row) => (failed[row] === 1 ? Number.POSITIVE_INFINITY : value))
    expect(partly.adjusted.intervals?.p50).toEqual(judgePercentileBelow(adjusted, 0.5, 110).interval)
    expect(partly.adjusted.intervals?.p95).toMatchObject({ high: null })
    // Of thirty no rank bounds the end, whatever failed.
    const few = adjusted.subarray(0, 30)
    expect(judgePercentileBelow(few, 0.95, 110).interval).not.toHaveProperty('infinite')
    expect(partly.adjusted.intervals?.mean).toMatchObject({ low: null, high: null })
    expect(partly.intervals?.p95.high).not.toBeNull()
  })
})
