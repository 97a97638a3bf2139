import { expect, test } from 'vitest'
import { kendallTau } from '../../src/stats/association/kendall.ts'
import { kendallInterval, spearmanInterval } from '../../src/stats/association/rank-interval.ts'
import { spearman } from '../../src/stats/association/spearman.ts'
import { normalQuantile } from '../../src/stats/normal.ts'
import { seededRandom } from '../../src/stats/random.ts'

const of = (...values: number[]): Float64Array => Float64Array.from(values)

test('ranks that agree are 1, that are turned around -1, and of what does not vary there is none', () => {
  for (const correlation of [spearman, kendallTau]) {
    expect(correlation(of(1, 2, 3, 9), of(2, 4, 8, 16))).toBeCloseTo(1, 12)
    expect(correlation(of(1, 2, 3, 9), of(4, 3, 2, 1))).toBeCloseTo(-1, 12)
    expect(correlation(of(1, 1, 1), of(1, 2, 3))).toBeNull()
  }
})

test('without equal values they are what the formulas of d and of pairs give', () => {
  const [x, y] = [of(1, 2, 3, 4, 5, 6), of(2, 1, 4, 3, 6, 5)]
  expect(spearman(x, y)).toBeCloseTo(1 - (6 * 6) / (6 * 35), 12)
  expect(kendallTau(x, y)).toBeCloseTo((12 - 3) / 15, 12)
})

test('equal values share their rank, and are no pairs', () => {
  // By hand: ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
  expect(spearman(of(1, 2, 2, 3), of(1, 2, 3, 4))).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12)
  expect(kendallTau(of(1, 2, 2, 3), of(1, 2, 3, 4))).toBeCloseTo(5 / Math.sqrt(5 * 6), 12)
})

test('intervals hold the true correlation of normal pairs about nine times in ten', () => {
  const random = seededRandom(5)
  const rho = 0.6
  const truth = { spearman: (6 / Math.PI) * Math.asin(rho / 2), kendall: (2 / Math.PI) * Math.asin(rho) }
  const draw = (): number => normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, random())))
  const held = { spearman: 0, kendall: 0 }
  const trials = 600
  for (let trial = 0; trial < trials; trial++) {
    const x = Float64Array.from({ length: 30 }, draw)
    const y = x.map((value) => rho * value + Math.sqrt(1 - rho ** 2) * draw())
    const [r, tau] = [spearman(x, y) as number, kendallTau(x, y) as number]
    const [one, other] = [spearmanInterval(r, 30, 0.9), kendallInterval(tau, 30, 0.9)]
    if (one !== null && one.low <= truth.spearman && truth.spearman <= one.high) held.spearman++
    if (other !== null && other.low <= truth.kendall && truth.kendall <= other.high) held.kendall++
  }
  expect(held.spearman / trials).toBeGreaterThan(0.86)
  expect(held.kendall / trials).toBeGreaterThan(0.86)
  expect(spearmanInterval(1, 4, 0.9)).toBeNull()
  expect(spearmanInterval(1, 9, 0.9)?.low).toBeGreaterThan(0.9)
})

test('few pairs that all agree may do so by chance: their interval has a width, and ends where they are', () => {
  for (const intervalOf of [spearmanInterval, kendallInterval]) {
    const { low = 1, high = 0 } = intervalOf(1, 5, 0.9) ?? {}
    expect(high).toBe(1)
    expect(low).toBeGreaterThan(0)
    expect(low).toBeLessThan(0.2)
    expect(intervalOf(-1, 5, 0.9)).toEqual({ low: -1, high: -low })
    // Between the last two values that pairs without equal ones can have.
    expect(intervalOf(0.95, 5, 0.9)?.low).toBeLessThan(0.2)
    expect(intervalOf(0.95, 5, 0.9)?.high).toBeGreaterThan(0.95)
    expect(intervalOf(1, 1000, 0.9)?.low).toBeGreaterThan(0.99)
  }
})
