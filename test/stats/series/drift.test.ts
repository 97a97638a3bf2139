import { describe, expect, test } from 'vitest'
import { driftOf } from '../../../src/stats/series/drift.ts'
import { autoregressive, seededNormal } from '../draws.ts'

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
