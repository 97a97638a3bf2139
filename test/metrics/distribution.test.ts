import { describe, expect, test } from 'vitest'
import { metricsOf, quantileInterval } from '../../src/metrics/distribution.ts'
import { adjustedSeries, completedSeries, type MeasuredColumns } from '../../src/metrics/series.ts'
import type { SampleColumns } from '../../src/samples/columns.ts'
import { meanInterval } from '../../src/stats/intervals/mean-interval.ts'
import { seededRandom, shuffled } from '../../src/stats/random.ts'
import { autoregressive, seededNormal } from '../stats/draws.ts'

/** Four requests by hand: streamed, streamed with one token, not streamed, failed. */
const columns: SampleColumns = {
  intended: Float64Array.of(0, 100, 200, 300),
  sent: Float64Array.of(5, 100, 210, 300),
  first: Float64Array.of(25, 140, Number.NaN, Number.NaN),
  firstVisible: Float64Array.of(35, 140, Number.NaN, Number.NaN),
  end: Float64Array.of(105, 150, 310, 330),
  inputTokens: Float64Array.of(40, 40, 40, 40),
  outputTokens: Float64Array.of(9, 1, 5, 0),
  cachedTokens: Float64Array.of(20, 0, 0, 0),
  failed: Float64Array.of(0, 0, 0, 1),
  slot: Float64Array.of(0, 0, 0, 0),
}
const measured: MeasuredColumns = { columns, gaps: Float64Array.of(10, 12, 8), concurrency: 1 }

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
    columns: { ...stamps, inputTokens: zeros, outputTokens: zeros, cachedTokens: zeros },
    gaps: new Float64Array(),
    concurrency: 1,
  }
}

describe('series', () => {
  test.each([
    ['latency', [100, 50, 100]],
    ['response', [105, 50, 110]],
    ['ttft', [20, 40]],
    ['ttfv', [30, 40]],
    ['tpot', [10]],
    ['interChunk', [10, 12, 8]],
    ['decodeSpeed', [100]],
    ['prefillSpeed', [1000, 1000]],
  ] as const)('%s', (metric, expected) => {
    expect([...completedSeries(metric, measured)]).toEqual(expected)
  })

  test('a failed request is infinitely slow, and has no speed at all', () => {
    const infinite = Number.POSITIVE_INFINITY
    expect([...adjustedSeries('latency', measured)]).toEqual([100, 50, 100, infinite])
    expect([...adjustedSeries('decodeSpeed', measured)]).toEqual([100, 0])
  })

  test('failed requests keep their place in time', () => {
    const failed = { ...columns, failed: Float64Array.of(0, 1, 0, 1) }
    const infinite = Number.POSITIVE_INFINITY
    expect([...adjustedSeries('latency', { ...measured, columns: failed })]).toEqual([100, infinite, 100, infinite])
    // An answered request without a value is left out; the failed ones are not.
    expect([...adjustedSeries('ttft', { ...measured, columns: failed })]).toEqual([20, infinite, infinite])
    expect([...adjustedSeries('interChunk', { ...measured, columns: failed })]).toEqual([10, infinite, 12, infinite, 8])
  })

  test('prefill speed is defined at concurrency 1 alone', () => {
    expect(completedSeries('prefillSpeed', { ...measured, concurrency: 2 })).toHaveLength(0)
  })

  test('a metric no answered request has stays empty; one of a run that failed whole does not', () => {
    const silent = { ...columns, first: new Float64Array(4).fill(Number.NaN) }
    expect(adjustedSeries('ttft', { ...measured, columns: silent })).toHaveLength(0)
    const failed = { ...columns, failed: new Float64Array(4).fill(1) }
    expect(adjustedSeries('ttft', { ...measured, columns: failed })).toHaveLength(4)
  })
})

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
    expect(width(intervals?.mean)).toBeGreaterThan(1.4 * width(meanInterval(latencies, 0.9)))
    expect(width(intervals?.p50)).toBeGreaterThan(1.2 * width(quantileInterval(latencies.toSorted(), 0.5, 0.9)))
    // The same latencies in another order are independent.
    const mixed = metricsOf(ofLatencies(Float64Array.from(shuffled([...latencies], seededRandom(1))))).latency
    expect(mixed.intervals?.p50).toEqual(quantileInterval(latencies.toSorted(), 0.5, 0.9))
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

  test('an interval ends at order statistics, and is open where they do not bound it', () => {
    const series = Float64Array.from({ length: 200 }, (_, i) => i + 1)
    expect(quantileInterval(series, 0.95, 0.9)).toEqual({ low: 185, high: 196, confidence: 0.9 })
    expect(quantileInterval(series.subarray(0, 58), 0.95, 0.9).high).toBeNull()
    expect(quantileInterval(series.fill(Number.POSITIVE_INFINITY, 150), 0.95, 0.9).high).toBeNull()
  })
})
