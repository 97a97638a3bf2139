import { expect, test } from 'vitest'
import { proportionInterval } from '../../../src/stats/intervals/binomial.ts'
import { pooledShare } from '../../../src/stats/intervals/pooled-share.ts'
import { seededRandom } from '../../../src/stats/random.ts'

const all = (n: number, value: number): Float64Array => new Float64Array(n).fill(value)

test('where nothing varies the number of units bounds the share, as alpha to the power of 1 / n', () => {
  for (const n of [1, 5, 19, 20, 59]) {
    const full = pooledShare(all(n, 8), all(n, 8), 0.9)
    expect(full?.low).toBeCloseTo(0.05 ** (1 / n), 9)
    expect(full?.high).toBe(1)
    const empty = pooledShare(all(n, 0), all(n, 8), 0.9)
    expect(empty?.low).toBe(0)
    expect(empty?.high).toBeCloseTo(1 - 0.05 ** (1 / n), 9)
  }
  const alike = pooledShare(all(30, 7), all(30, 10), 0.9)
  expect(alike?.low).toBeCloseTo(0.7 * 0.05 ** (1 / 30), 9)
  expect(alike?.high).toBeGreaterThan(0.7)
  expect(pooledShare(all(3, 0), all(3, 0), 0.9)).toBeNull()
})

test('few units count as whole ones, and units of which one has nearly all as few', () => {
  const few = pooledShare(Float64Array.of(5, 6, 8, 4, 7), all(5, 10), 0.9)
  expect(few).toMatchObject({ share: 0.6, effective: 5, ...proportionInterval(3, 5, 0.9) })
  const uneven = pooledShare(Float64Array.of(900, 1, 1, 1), Float64Array.of(1000, 1, 1, 1), 0.9)
  expect(uneven?.effective).toBe(1)
  expect(uneven).toMatchObject({ low: 0, high: 1 })
})

test.for([
  ['evenly spread', 20, 7, 3],
  ['evenly spread', 60, 7, 3],
  ['high', 20, 19, 1],
  ['high', 60, 19, 1],
  ['nearly all hit', 60, 1.9, 0.1],
] as const)('shares that are %s, %i units: either end is beyond the truth about as often as it says', ([, n, a, b]) => {
  const random = seededRandom(7)
  const trials = 600
  let [above, below] = [0, 0]
  for (let trial = 0; trial < trials; trial++) {
    const tries = Float64Array.from({ length: n }, () => 10 + Math.floor(50 * random()))
    const hits = tries.map((size) => binomial(size, beta(a, b, random), random))
    const { low, high } = pooledShare(hits, tries, 0.9) ?? { low: 1, high: 0 }
    if (low > a / (a + b)) above++
    if (high < a / (a + b)) below++
  }
  expect(above / trials).toBeLessThan(0.075)
  expect(below / trials).toBeLessThan(0.075)
})

function binomial(n: number, p: number, random: () => number): number {
  let hits = 0
  for (let one = 0; one < n; one++) if (random() < p) hits++
  return hits
}

/** A draw of Beta(a, b) by two of the gamma distribution (Marsaglia and Tsang 2000). */
function beta(a: number, b: number, random: () => number): number {
  const one = gamma(a, random)
  return one / (one + gamma(b, random))
}

function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * random() ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}
