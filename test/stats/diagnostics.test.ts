import { describe, expect, test } from 'vitest'
import { bootstrapInterval } from '../../src/stats/intervals/bootstrap.ts'
import { clockResolution } from '../../src/stats/series/clock-resolution.ts'
import { driftOf } from '../../src/stats/series/drift.ts'
import { medianOf } from '../../src/stats/quantiles/median.ts'
import { modesOf } from '../../src/stats/series/modes.ts'
import { momentsOf } from '../../src/stats/moments.ts'
import { outlierCounts } from '../../src/stats/quantiles/tukey.ts'
import { warmupLength } from '../../src/stats/series/warmup-detection.ts'
import { autoregressive, seededNormal } from './draws.ts'

const meanOf = ([values]: readonly Float64Array[]): number => momentsOf(values as Float64Array).mean
const ratioOfMedians = ([a, b]: readonly Float64Array[]): number =>
  medianOf(a as Float64Array) / medianOf(b as Float64Array)

describe('bootstrap', () => {
  test.each([
    ['values', 0, 1, 0.85, 0.95],
    ['a correlated series in blocks', 0.6, 20, 0.78, 0.94],
    // What blocks are for: single values of a correlated series promise too much.
    ['a correlated series without', 0.6, 1, 0.45, 0.7],
  ])('mean of %s', (_, coefficient, blockLength, least, most) => {
    const normal = seededNormal(1)
    let covered = 0
    for (let trial = 0; trial < 300; trial++) {
      const series = autoregressive(400, coefficient, normal)
      const interval = bootstrapInterval([series], meanOf, 0.9, { seed: trial, resamples: 300, blockLength })
      if (interval !== null && interval.low <= 0 && 0 <= interval.high) covered++
    }
    expect(covered / 300).toBeGreaterThan(least)
    expect(covered / 300).toBeLessThan(most)
  })

  test('ratio of two medians', () => {
    const normal = seededNormal(2)
    let covered = 0
    for (let trial = 0; trial < 300; trial++) {
      const [a, b] = [2, 1].map((scale) => Float64Array.from({ length: 41 }, () => scale * Math.exp(normal())))
      if (a === undefined || b === undefined) continue
      const interval = bootstrapInterval([a, b], ratioOfMedians, 0.9, { seed: trial, resamples: 300 })
      if (interval !== null && interval.low <= 2 && 2 <= interval.high) covered++
    }
    expect(covered / 300).toBeGreaterThan(0.84)
    expect(covered / 300).toBeLessThan(0.97)
  })

  test('seeded, null without spread to draw from, strict about its options', () => {
    const values = [autoregressive(30, 0, seededNormal(3))]
    const of = (seed: number): unknown => bootstrapInterval(values, meanOf, 0.9, { seed })
    expect(of(1)).toEqual(of(1))
    expect(of(1)).not.toEqual(of(2))
    expect(bootstrapInterval([Float64Array.of(1)], meanOf, 0.9, { seed: 1 })).toBeNull()
    expect(() => bootstrapInterval(values, meanOf, 0.9, { seed: 1, blockLength: 0 })).toThrow(RangeError)
  })
})

test("Tukey's classes: counted on each side", () => {
  // Quartiles 3 and 9: fences -6, -15, 18, 27.
  const sorted = Float64Array.of(-16, -7, 2, 4, 5, 6, 7, 8, 10, 19, 28)
  expect(outlierCounts(sorted)).toEqual({ lowSevere: 1, lowMild: 1, highMild: 1, highSevere: 1 })
  expect(outlierCounts(Float64Array.of(1, 1, 1, 1, Number.POSITIVE_INFINITY)).highSevere).toBe(1)
})

test('clock: the smallest step and the share of ties', () => {
  expect(clockResolution(Float64Array.of(1, 1, 1.5, 3, 3))).toEqual({ smallestGap: 0.5, tiedShare: 0.5 })
  expect(clockResolution(Float64Array.of(2, 2))).toEqual({ smallestGap: null, tiedShare: 1 })
})

describe('drift', () => {
  test('of a line with one spoiled value is its slope', () => {
    const values = Float64Array.from({ length: 21 }, (_, i) => 2 * i)
    values[10] = 1e6
    expect(driftOf(values)?.change).toBe(40)
    expect(driftOf(values)?.pValue).toBeLessThan(1e-6)
    expect(driftOf(new Float64Array(9))).toBeNull()
    expect(driftOf(new Float64Array(10))).toEqual({ change: 0, pValue: 1 })
  })

  test('Mann-Kendall by hand: 10 rising values, S = 45, variance 125', () => {
    const z = 44 / Math.sqrt(125)
    expect(driftOf(Float64Array.from({ length: 10 }, (_, i) => i))?.pValue).toBeCloseTo(8.3e-5, 5)
    expect(z).toBeCloseTo(3.935, 3)
  })

  test('is seen in 1 of 20 series without, and in a long noisy one with', () => {
    const normal = seededNormal(5)
    let seen = 0
    for (let trial = 0; trial < 400; trial++) {
      if ((driftOf(autoregressive(60, 0, normal))?.pValue ?? 1) <= 0.05) seen++
    }
    expect(seen / 400).toBeLessThan(0.085)
    expect(seen).toBeGreaterThan(4)
    const long = autoregressive(50_000, 0, normal).map((value, i) => value + i / 50_000)
    expect(driftOf(long)?.change).toBeCloseTo(1, 1)
  })
})

describe('modes', () => {
  test('two humps are found where they are, one hump is one', () => {
    const normal = seededNormal(6)
    const two = Float64Array.from({ length: 400 }, (_, i) => normal() + (i % 4 === 0 ? 8 : 0)).toSorted()
    const [low, high, ...more] = modesOf(two)
    expect(low).toBeCloseTo(0, 0)
    expect(Math.abs((high ?? 0) - 8)).toBeLessThan(1)
    expect(more).toEqual([])
    let wrong = 0
    for (let trial = 0; trial < 200; trial++) {
      const draw = trial % 2 === 0 ? normal : (): number => Math.exp(normal())
      if (modesOf(Float64Array.from({ length: 200 }, draw).toSorted()).length !== 1) wrong++
    }
    expect(wrong).toBeLessThanOrEqual(4)
  })

  test('few or equal values have one, none has none', () => {
    expect(modesOf(Float64Array.of(1, 1, 9, 9))).toEqual([5])
    expect(modesOf(new Float64Array(200).fill(3))).toEqual([3])
    expect(modesOf(new Float64Array())).toEqual([])
  })
})

describe('warm-up', () => {
  test('ends where a slow start ends, and is nothing without one', () => {
    const normal = seededNormal(7)
    const slow = Float64Array.from({ length: 300 }, (_, i) => 100 + normal() + (i < 20 ? 50 : 0))
    expect(warmupLength(slow)).toBe(20)
    expect(warmupLength(new Float64Array(100).fill(1))).toBe(0)
  })

  test('a series that never settles, and a short one, have none that can be told', () => {
    expect(warmupLength(Float64Array.from({ length: 200 }, (_, i) => (i < 150 ? i : 300)))).toBeNull()
    expect(warmupLength(new Float64Array(49))).toBeNull()
  })
})
