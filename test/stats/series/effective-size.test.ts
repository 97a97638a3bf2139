import { describe, expect, test } from 'vitest'
import { autocorrelation, autocorrelationTime } from '../../../src/stats/series/autocorrelation.ts'
import { quantileRanks } from '../../../src/stats/intervals/binomial.ts'
import { effectiveSize, effectiveSizeOfMean, quantileRanksEffective } from '../../../src/stats/series/effective-size.ts'
import { meanInterval } from '../../../src/stats/intervals/mean-interval.ts'
import { normalQuantile } from '../../../src/stats/normal.ts'
import { tetrachoricCorrelation } from '../../../src/stats/series/tetrachoric.ts'
import { seededRandom, shuffled } from '../../../src/stats/random.ts'
import { autoregressive, seededNormal } from '../draws.ts'

describe('autocorrelation', () => {
  test('by hand', () => {
    // Deviations -1.5 -0.5 0.5 1.5: (0.75 - 0.25 + 0.75) / 5 and (-0.75 - 0.75) / 5.
    const values = Float64Array.of(1, 2, 3, 4)
    expect(autocorrelation(values, 1)).toBeCloseTo(0.25, 12)
    expect(autocorrelation(values, 2)).toBeCloseTo(-0.3, 12)
    expect(autocorrelation(values, 4)).toBe(0)
    expect(autocorrelation(Float64Array.of(2, 2, 2), 1)).toBe(0)
  })

  test('the integrated time of AR(1) is (1 + r) / (1 - r), and 1 without correlation', () => {
    const normal = seededNormal(1)
    expect(autocorrelationTime(autoregressive(50_000, 0.6, normal))).toBeCloseTo(4, 0)
    expect(autocorrelationTime(autoregressive(50_000, 0, normal))).toBeLessThan(1.1)
  })

  test('tetrachoric: at the median P(both) is 1/4 + asin(r) / 2 pi', () => {
    for (const r of [-0.5, 0, 0.3, 0.8]) {
      const both = 0.25 + Math.asin(r) / (2 * Math.PI)
      expect(tetrachoricCorrelation(0.5, both)).toBeCloseTo(r, 3)
    }
    // Phi_2(-1, -1; 0.5) = 0.062514.
    expect(tetrachoricCorrelation(0.158655, 0.062514)).toBeCloseTo(0.5, 3)
    expect(tetrachoricCorrelation(0, 0)).toBeNaN()
  })
})

describe('effective size', () => {
  test('independent values count in full nine times in ten, and never more', () => {
    const normal = seededNormal(2)
    let full = 0
    for (let trial = 0; trial < 500; trial++) {
      const size = effectiveSize(autoregressive(200, 0, normal))
      if (size.effective === 200) full++
      expect(size.effective).toBeLessThanOrEqual(200)
    }
    expect(full / 500).toBeGreaterThan(0.86)
    expect(full / 500).toBeLessThan(0.96)
  })

  test('of a constant, an empty, an infinite series', () => {
    const zeros = effectiveSize(new Float64Array(50))
    expect(zeros).toEqual({
      n: 50,
      effective: 50,
      autocorrelation: 0,
      significant: false,
      tooCorrelated: false,
    })
    expect(effectiveSize(new Float64Array()).n).toBe(0)
    const slow = Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? i : Number.POSITIVE_INFINITY))
    expect(effectiveSize(slow).tooCorrelated).toBe(true)
  })

  test.each([
    [0.3, 0, 0.02],
    [0.8, 0.97, 1],
    [0.9, 0.97, 1],
  ])('a coefficient of %d is called too correlated between %d and %d of the time', (coefficient, least, most) => {
    const normal = seededNormal(4)
    let flagged = 0
    for (let trial = 0; trial < 300; trial++) {
      if (effectiveSize(autoregressive(200, coefficient, normal)).tooCorrelated) flagged++
    }
    expect(flagged / 300).toBeGreaterThanOrEqual(least)
    expect(flagged / 300).toBeLessThanOrEqual(most)
  })

  test('ranks at full size are the exact ones, and spread outwards below it', () => {
    expect(quantileRanksEffective(200, 200, 0.95, 0.9)).toEqual(quantileRanks(200, 0.95, 0.9))
    const half = quantileRanksEffective(200, 100, 0.95, 0.9)
    const { low, high } = quantileRanks(100, 0.95, 0.9)
    expect(half).toEqual({ low: 2 * (low ?? 0), high: 201 - 2 * (101 - (high ?? 0)) })
    expect(quantileRanksEffective(200, 58.9, 0.95, 0.9).high).toBeNull()
  })
})

// Nominal 95 %, seeds 1 to 5, 400 trials each; without the correction 0.6 covers 77 to 88 %.
describe('coverage of correlated series, corrected', () => {
  const cases = [0, 0.3, 0.6].flatMap((coefficient) =>
    [
      [200, 0.5],
      [200, 0.95],
      [1000, 0.95],
      [1000, 0.99],
    ].map(([n, p]) => [coefficient, n as number, p as number] as const),
  )

  test.each(cases)('AR(1) %d, n = %d, p = %d: at least 94 %%', (coefficient, n, p) => {
    const truth = normalQuantile(p)
    let covered = 0
    let uncorrected = 0
    for (let seed = 1; seed <= 5; seed++) {
      const normal = seededNormal(seed)
      for (let trial = 0; trial < 400; trial++) {
        const series = autoregressive(n, coefficient, normal)
        const sorted = series.toSorted()
        const { effective } = effectiveSize(series.map((value) => Number(value > truth)))
        const covers = (ranks: { low: number | null; high: number | null }): boolean =>
          (ranks.low === null || (sorted[ranks.low - 1] as number) <= truth) &&
          (ranks.high === null || (sorted[ranks.high - 1] as number) >= truth)
        if (covers(quantileRanksEffective(n, effective, p, 0.95))) covered++
        if (covers(quantileRanks(n, p, 0.95))) uncorrected++
      }
    }
    expect(covered / 2000).toBeGreaterThanOrEqual(0.94)
    if (coefficient === 0.6 && p < 0.99) expect(uncorrected / 2000).toBeLessThan(0.9)
  })
})

// Nominal 95 %, 500 trials; without the correction 0.6 covers 66 %.
describe('coverage of the mean of correlated series, corrected', () => {
  const shapes = [
    ['normal', (value: number) => value, 0, 0.94],
    // Skew costs a little more: so it does without any correlation.
    ['log-normal', (value: number) => Math.exp(0.5 * value), Math.exp(0.125), 0.93],
  ] as const
  const cases = shapes.flatMap(([name, shape, truth, least]) =>
    [0, 0.3, 0.6].map((coefficient) => [name, coefficient, shape, truth, least] as const),
  )

  test.each(cases)('%s, AR(1) %d, n = 200', (_, coefficient, shape, truth, least) => {
    const normal = seededNormal(21)
    const random = seededRandom(21)
    let covered = 0
    let uncorrected = 0
    for (let trial = 0; trial < 500; trial++) {
      const values = autoregressive(200, coefficient, normal).map(shape)
      const { effective } = effectiveSizeOfMean(values)
      const covers = (series: Float64Array, size?: number): boolean => {
        const interval = meanInterval(series, 0.95, size)
        return interval !== null && interval.low <= truth && truth <= interval.high
      }
      if (covers(values, effective)) covered++
      // In time order the interval itself sees what neighbours have in common.
      if (coefficient === 0.6 && trial < 100 && covers(Float64Array.from(shuffled([...values], random)))) uncorrected++
    }
    expect(covered / 500).toBeGreaterThanOrEqual(least)
    if (coefficient === 0.6) expect(uncorrected / 100).toBeLessThan(0.8)
  })

  test('beyond it the flag is up', () => {
    const normal = seededNormal(22)
    const flagged = Array.from({ length: 100 }, () => effectiveSizeOfMean(autoregressive(200, 0.8, normal))).filter(
      ({ tooCorrelated }) => tooCorrelated,
    )
    expect(flagged.length).toBeGreaterThan(95)
  })
})

test('values that only rounding makes differ are constant', () => {
  const values = Float64Array.from(
    { length: 200 },
    (_, index) => 4e7 + index * 1000 + 1000 - (4e7 + index * 1000) - 18.9,
  )
  const rounded = values.map((value, index) => value + (index < 100 ? 1e-10 : 0))
  expect(effectiveSize(rounded)).toMatchObject({ effective: 200, significant: false, tooCorrelated: false })
})
