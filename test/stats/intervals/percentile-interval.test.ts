import { describe, expect, test } from 'vitest'
import { normalCdf, normalQuantile } from '../../../src/stats/normal.ts'
import { percentileInterval } from '../../../src/stats/intervals/percentile-interval.ts'
import { quantileRanks } from '../../../src/stats/intervals/binomial.ts'
import { seededRandom, shuffled } from '../../../src/stats/random.ts'
import { judgePercentileBelow } from '../../../src/verdicts/percentile.ts'
import { autoregressive, seededNormal } from '../draws.ts'

const failed = Number.POSITIVE_INFINITY

/** A population of which the true percentile is known. */
interface Population {
  readonly words: string
  readonly make: (n: number, normal: () => number) => Float64Array
  readonly quantile: (p: number) => number
}

const latency = (normal: number): number => 100 * Math.exp(0.5 * normal)

function ofCorrelation(coefficient: number): Population {
  return {
    words: `AR(1) ${coefficient}`,
    make: (n, normal) => autoregressive(n, coefficient, normal).map(latency),
    quantile: (p) => latency(normalQuantile(p)),
  }
}

/** Latencies on a coarse clock. */
function ofTies(coefficient: number, grid: number): Population {
  const rounded = (value: number): number => Math.round(value / grid) * grid
  return {
    words: `AR(1) ${coefficient} in steps of ${grid} ms`,
    make: (n, normal) => autoregressive(n, coefficient, normal).map((value) => rounded(latency(value))),
    quantile: (p) => rounded(latency(normalQuantile(p))),
  }
}

/** Latencies of which a share is of requests that failed, which never ended. */
function ofFailures(coefficient: number, share: number): Population {
  return {
    words: `AR(1) ${coefficient}, ${share * 100} % failed`,
    make: (n, normal) =>
      autoregressive(n, coefficient, normal).map((value) =>
        normalCdf(normal()) < share ? Number.POSITIVE_INFINITY : latency(value),
      ),
    quantile: (p) => (p / (1 - share) < 1 ? latency(normalQuantile(p / (1 - share))) : failed),
  }
}

const populations = [
  ofCorrelation(0),
  ofCorrelation(0.3),
  ofCorrelation(0.7),
  ofTies(0, 10),
  ofTies(0.3, 20),
  ofFailures(0, 0.1),
  ofFailures(0.3, 0.03),
]

const trials = 400
/** Two standard errors of a share in so many trials. */
const error = (share: number): number => 2 * Math.sqrt((share * (1 - share)) / trials)

describe.each(populations)('$words', ({ make, quantile }) => {
  test.each([0.5, 0.95, 0.99])('the 90 %% interval of percentile %d holds it, and verdicts err as they say', (p) => {
    const truth = quantile(p)
    const normal = seededNormal(3)
    let held = 0
    const wrong = { pass: 0, fail: 0, inconclusive: 0 }
    for (let trial = 0; trial < trials; trial++) {
      const values = make(200, normal)
      const { low, high } = percentileInterval(values, p, 0.9)
      if (low <= truth && truth <= high) held++
      // Of ties a value at the limit is not below it: that the claim fails is right.
      const { verdict, interval } = judgePercentileBelow(values, p, truth)
      if (verdict !== 'fail' || (interval?.low ?? failed) > truth) wrong[verdict]++
    }
    expect(held / trials).toBeGreaterThanOrEqual(0.9 - error(0.9))
    expect(wrong.pass / trials).toBeLessThanOrEqual(0.05 + error(0.05))
    // Where it is infinite, that it is no less is no error.
    if (truth < failed) expect(wrong.fail / trials).toBeLessThanOrEqual(0.05 + error(0.05))
  })
})

test('of independent values the ends are those of the exact test, at any confidence', () => {
  const values = Float64Array.from(
    shuffled(
      Array.from({ length: 200 }, (_, i) => i + 1),
      seededRandom(4),
    ),
  )
  expect(percentileInterval(values, 0.95, 0.9)).toMatchObject({ low: 185, high: 196, effective: 200, confidence: 0.9 })
  for (const confidence of [0.9, 0.95, 0.99]) {
    const { ranks } = percentileInterval(values, 0.95, confidence)
    expect(ranks).toEqual(quantileRanks(200, 0.95, confidence))
  }
})

test('an end that the values cannot bound is infinite, and one of failed requests too', () => {
  const few = Float64Array.from({ length: 58 }, () => 40)
  expect(percentileInterval(few, 0.95, 0.9)).toMatchObject({ low: 40, high: failed, ranks: { high: null } })
  const many = Float64Array.from({ length: 400 }, (_, i) => (i % 7 === 0 ? failed : 40))
  expect(percentileInterval(many, 0.95, 0.9)).toMatchObject({ value: failed, low: failed, high: failed })
  expect(percentileInterval(new Float64Array(), 0.95, 0.9)).toMatchObject({ n: 0, ranks: { low: null, high: null } })
})

test('values that differ by rounding alone are the same', () => {
  let now = 0
  const stamps = Array.from({ length: 201 }, () => (now += 0.1))
  const values = Float64Array.from({ length: 200 }, (_, i) => (stamps[i + 1] as number) - (stamps[i] as number))
  expect(new Set(values).size).toBeGreaterThan(1)
  expect(percentileInterval(values, 0.95, 0.9).effective).toBe(200)
})

test('failures that come in bursts are seen although more fail than the percentile leaves room for', () => {
  const bursts = Float64Array.from({ length: 400 }, (_, i) => (i % 50 < 4 ? failed : 40 + (i % 3)))
  const scattered = Float64Array.from({ length: 400 }, (_, i) => (i % 50 < 40 && i % 10 === 0 ? failed : 40 + (i % 3)))
  expect(percentileInterval(bursts, 0.95, 0.9).effective).toBeLessThan(200)
  expect(percentileInterval(scattered, 0.95, 0.9).effective).toBe(400)
})

test('a series that is long is looked at where its percentile is, and holds it', () => {
  const values = autoregressive(30_000, 0.3, seededNormal(5))
  const { low, high, effective } = percentileInterval(values, 0.95, 0.9)
  expect(low).toBeLessThan(1.6449)
  expect(high).toBeGreaterThan(1.6449)
  expect(effective).toBeLessThan(25_000)
})

/** 50 gaps of each request; of a slow one all are slow. */
function gaps(requests: number, slow: (request: number) => boolean): Float64Array {
  return Float64Array.from({ length: requests * 50 }, (_, i) => (slow(Math.floor(i / 50)) ? 20 : 10))
}

describe('values in groups', () => {
  test('a request that is slow throughout is one slow event, however many gaps it has', () => {
    const random = seededRandom(1)
    const slow = new Set(Array.from({ length: 100 }, (_, i) => i).filter(() => random() < 0.06))
    const series = gaps(100, (request) => slow.has(request))
    // As 5,000 values that stand for themselves they would settle it.
    const groups = new Uint32Array(100).fill(50)
    const judged = judgePercentileBelow(series, 0.95, 15, 0.05, groups)
    expect(judged).toMatchObject({ verdict: 'inconclusive', n: 5000, above: slow.size * 50 })
    expect(judged.effectiveN).toBeLessThan(120)
    expect(percentileInterval(series, 0.95, 0.9, { groups }).effective).toBe(judged.effectiveN)
  })

  test('a P99 of gaps needs as many requests as a P99 of requests, where none is slow', () => {
    const of = (requests: number): number =>
      percentileInterval(
        gaps(requests, () => false),
        0.99,
        0.9,
        { groups: new Uint32Array(requests).fill(50) },
      ).high
    expect(of(200)).toBe(failed)
    expect(of(300)).toBe(10)
  })
})
