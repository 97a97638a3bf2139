import { describe, expect, test } from 'vitest'
import { batchMeansInterval } from '../../../src/stats/intervals/batch-means.ts'
import { meanInterval } from '../../../src/stats/intervals/mean-interval.ts'
import { momentsOf } from '../../../src/stats/moments.ts'
import { normalQuantile, studentQuantile } from '../../../src/stats/normal.ts'
import { seededRandom, shuffled } from '../../../src/stats/random.ts'

describe('moments', () => {
  test('by hand', () => {
    const { n, mean, variance, skewRatio } = momentsOf(Float64Array.of(1, 2, 3, 10))
    expect([n, mean, variance]).toEqual([4, 4, 50 / 3])
    expect(skewRatio).toBeCloseTo((-27 - 8 - 1 + 216) / 50 ** 1.5, 12)
  })

  test('a small variance of large values survives', () => {
    expect(momentsOf(Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3)).variance).toBe(1)
  })

  test('of one value and of none', () => {
    expect(momentsOf(Float64Array.of(3))).toMatchObject({ mean: 3, variance: 0, skewRatio: 0 })
    expect(momentsOf(new Float64Array()).mean).toBeNaN()
  })
})

test('quantiles of the normal and of Student, from printed tables', () => {
  expect(normalQuantile(0.95)).toBeCloseTo(1.644854, 5)
  expect(studentQuantile(0.95, 9)).toBeCloseTo(1.833113, 5)
  expect(studentQuantile(0.975, 19)).toBeCloseTo(2.093024, 5)
})

describe('interval of a mean', () => {
  const draws: readonly (readonly [string, number, (random: () => number) => number])[] = [
    ['uniform', 0.5, (random) => random()],
    ['exponential', 1, (random) => -Math.log(1 - random())],
    ['bimodal', 3, (random) => (random() < 0.5 ? 1 : 5) + random() - 0.5],
  ]

  test.each(draws)('covers the true mean of %s data about nine times in ten', (_, truth, draw) => {
    const random = seededRandom(1)
    let covered = 0
    const trials = 400
    for (let trial = 0; trial < trials; trial++) {
      const values = Float64Array.from({ length: 60 }, () => draw(random))
      const interval = meanInterval(values, 0.9)
      if (interval !== null && interval.low <= truth && truth <= interval.high) covered++
    }
    // Three standard errors of 400 trials are 4.5 points.
    expect(covered / trials).toBeGreaterThan(0.855)
    expect(covered / trials).toBeLessThan(0.945)
  })

  test('the closed form of a long series agrees with the bootstrap of a shorter one', () => {
    const random = seededRandom(2)
    const long = Float64Array.from({ length: 20_001 }, () => random())
    const closed = meanInterval(long, 0.9)
    const bootstrap = meanInterval(long.subarray(0, 20_000), 0.9)
    expect(closed?.low).toBeCloseTo(bootstrap?.low ?? Number.NaN, 3)
    expect(closed?.high).toBeCloseTo(bootstrap?.high ?? Number.NaN, 3)
  })

  test('is the same every time, a point for equal values, and null for one', () => {
    const values = Float64Array.of(1, 5, 2, 9, 4)
    expect(meanInterval(values, 0.9)).toEqual(meanInterval(values, 0.9))
    expect(meanInterval(Float64Array.of(4, 4, 4, 4, 4), 0.9)).toEqual({ low: 4, high: 4 })
    expect(meanInterval(Float64Array.of(4), 0.9)).toBeNull()
  })

  test('there is none of fewer than five independent values', () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => i % 7)
    for (const effective of [1, 2, 3, 4.9]) expect(meanInterval(values, 0.9, effective)).toBeNull()
    expect(meanInterval(values, 0.9, 5)).not.toBeNull()
    expect(meanInterval(values.subarray(0, 4), 0.9)).toBeNull()
  })

  test.for([
    ['one outlier', 1e3],
    ['one that dwarfs all others', 1e9],
  ] as const)('the mean lies inside, whatever they are worth: %s', ([, outlier]) => {
    const random = seededRandom(5)
    for (const n of [5, 20, 200]) {
      for (const sign of [1, -1]) {
        const values = Float64Array.from({ length: n }, (_, i) => sign * (i === 3 ? outlier : random()))
        for (const effective of [5, 7, 20, 60, n]) {
          for (const confidence of [0.9, 0.95, 0.99]) {
            const { mean } = momentsOf(values)
            const interval = meanInterval(values, confidence, effective)
            expect(interval?.low).toBeLessThanOrEqual(mean)
            expect(interval?.high).toBeGreaterThanOrEqual(mean)
          }
        }
      }
    }
  })

  test('beyond the pole of its correction for skewness an end is not bounded', () => {
    // One of 200 is a million times larger: 20 of them may hold it any number of times.
    const values = Float64Array.from({ length: 200 }, (_, i) => (i === 100 ? 1e6 : 1 + (i % 5)))
    expect(meanInterval(values, 0.9, 20)?.high).toBe(Number.POSITIVE_INFINITY)
    expect(meanInterval(values, 0.9, 20)?.low).toBeGreaterThan(0)
    expect(
      meanInterval(
        values.map((value) => -value),
        0.9,
        20,
      )?.low,
    ).toBe(Number.NEGATIVE_INFINITY)
  })
})

describe('batch means', () => {
  test("is Student's interval over the batches", () => {
    const rates = Float64Array.of(10, 12, 11, 13, 9, 11, 10, 12, 11, 11)
    const half = 1.8331129 * Math.sqrt(4 / 3 / 10)
    expect(batchMeansInterval(rates, 0.9)?.low).toBeCloseTo(11 - half, 6)
    expect(batchMeansInterval(rates, 0.9)?.high).toBeCloseTo(11 + half, 6)
  })

  test('is wider where neighbouring batches are alike', () => {
    const rates = Float64Array.of(10, 10, 12, 12, 10, 10, 12, 12, 10, 10)
    const { mean, variance } = momentsOf(rates)
    // Of the deviations -0.8 and 1.2 the sum of products is 0.96, the sum of squares 9.6.
    const alike = 0.96 / 9.6 + 1 / 10
    const half = 1.8331129 * Math.sqrt(((variance / 10) * (1 + alike)) / (1 - alike))
    expect(batchMeansInterval(rates, 0.9)?.low).toBeCloseTo(mean - half, 6)
  })

  test('needs ten batches', () => {
    expect(batchMeansInterval(new Float64Array(9).fill(1), 0.9)).toBeNull()
  })
})

describe('seeded random numbers', () => {
  test('are uniform, and the same for a seed', () => {
    const random = seededRandom(7)
    const values = Float64Array.from({ length: 10_000 }, () => random())
    expect(momentsOf(values).mean).toBeCloseTo(0.5, 1)
    expect(momentsOf(values).variance).toBeCloseTo(1 / 12, 2)
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
    expect(seededRandom(7)()).toBe(values[0])
    expect(seededRandom(8)()).not.toBe(values[0])
  })

  test('a shuffle keeps every item and leaves its input alone', () => {
    const items = [1, 2, 3, 4, 5]
    const mixed = shuffled(items, seededRandom(3))
    expect(mixed.toSorted((a, b) => a - b)).toEqual(items)
    expect(items).toEqual([1, 2, 3, 4, 5])
  })
})
