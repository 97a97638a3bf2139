import { expect, test } from 'vitest'
import { digestOf, mergeDigests } from '../../src/stats/quantiles/digest.ts'
import { digestStatistics } from '../../src/metrics/digest-statistics.ts'
import { quantileSorted } from '../../src/stats/quantiles/quantile.ts'
import { seededRandom } from '../../src/stats/random.ts'

function exponential(n: number, seed: number): Float64Array {
  const random = seededRandom(seed)
  return Float64Array.from({ length: n }, () => -10 * Math.log(1 - random()))
}

test('percentiles of joined digests are those of all values, within the error of the digest', () => {
  const parts = [exponential(4000, 1), exponential(1000, 2), exponential(7000, 3)]
  const all = Float64Array.from(parts.flatMap((part) => [...part])).toSorted()
  const statistics = digestStatistics(parts.map((part) => digestOf(part, part.length)).reduce(mergeDigests), 12_000)
  expect(statistics.n).toBe(12_000)
  for (const [name, p] of [
    ['p50', 0.5],
    ['p90', 0.9],
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const) {
    const exact = quantileSorted(all, p)
    expect(Math.abs((statistics[name] ?? Number.NaN) / exact - 1)).toBeLessThan(0.01)
    const { low, high } = statistics.intervals?.[name] ?? { low: null, high: null }
    expect(low ?? Number.NaN).toBeLessThanOrEqual(statistics[name] ?? Number.NaN)
    expect(high ?? Number.NaN).toBeGreaterThanOrEqual(statistics[name] ?? Number.NaN)
  }
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length
  expect(Math.abs((statistics.mean ?? Number.NaN) / mean - 1)).toBeLessThan(0.005)
})

test('an empty digest has no statistics', () => {
  expect(digestStatistics(digestOf(new Float64Array(), 0), 0)).toEqual({})
})
