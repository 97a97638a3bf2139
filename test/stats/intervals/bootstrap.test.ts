import { describe, expect, test } from 'vitest'
import { bootstrapInterval } from '../../../src/stats/intervals/bootstrap.ts'
import { medianOf } from '../../../src/stats/quantiles/median.ts'
import { momentsOf } from '../../../src/stats/moments.ts'
import { autoregressive, seededNormal } from '../draws.ts'

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
