import { describe, expect, test } from 'vitest'
import { bandPosition } from '../../../src/stats/tests/equivalence.ts'
import { medianOf } from '../../../src/stats/quantiles/median.ts'
import { normalQuantile } from '../../../src/stats/normal.ts'
import { pairedRatio } from '../../../src/stats/intervals/paired-ratio.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { hodgesLehmann } from '../../../src/stats/tests/signed-rank.ts'
import { seededNormal } from '../draws.ts'

const single = (...values: number[]): Float64Array[] => values.map((value) => Float64Array.of(value))

describe('ratio of paired blocks', () => {
  test('by hand: five pairs all twice as large, times 0.9 to 1.1', () => {
    const estimate = pairedRatio(single(1.8, 1.9, 2, 2.1, 2.2), single(1, 1, 1, 1, 1), 0.9, 0.05, 1)
    // All on one side: 2 of 2^5 patterns are as extreme; the interval spans the pairs.
    expect(estimate).toMatchObject({ pairs: 5, confidence: 0.9, pValue: 2 / 32, pairsNeeded: null })
    expect(estimate?.low).toBeCloseTo(1.8, 12)
    expect(estimate?.high).toBeCloseTo(2.2, 12)
    expect(estimate?.ratio).toBeCloseTo(2, 2)
  })

  test('takes medians inside a block, so that one slow request moves nothing', () => {
    const block = Float64Array.of(10, 11, 1e9)
    const estimate = pairedRatio([block, block, block], single(11, 11, 11), 0.9, 0.05, 1)
    expect(estimate?.ratio).toBe(1)
  })

  test('equal arrays are the same, at p = 1', () => {
    for (const pairs of [5, 30]) {
      const blocks = Array.from({ length: pairs }, (_, i) => Float64Array.of(i + 1, i + 2, i + 4))
      expect(pairedRatio(blocks, blocks, 0.9, 0.05, 1)).toEqual({
        ratio: 1,
        low: 1,
        high: 1,
        confidence: 0.9,
        pairs,
        pValue: 1,
        pairsNeeded: null,
      })
    }
  })

  test('fewer than three pairs say nothing, and three or four bound nothing', () => {
    expect(pairedRatio(single(1, 2), single(1, 2), 0.9, 0.05, 1)).toBeNull()
    const four = pairedRatio(single(1, 1, 1, 1.1), single(2, 2, 2, 2), 0.9, 0.05, 1)
    expect(four).toMatchObject({ low: 0, high: Number.POSITIVE_INFINITY, pairsNeeded: 5 })
  })

  test('failed blocks: infinite on one side is slower, on both equal; empty ones are left out', () => {
    const infinite = Number.POSITIVE_INFINITY
    const slower = pairedRatio(single(infinite, infinite, infinite), single(1, 1, 1), 0.9, 0.05, 1)
    expect(slower?.ratio).toBe(infinite)
    const both = pairedRatio(single(infinite, 1, 1), single(infinite, 1, 1), 0.9, 0.05, 1)
    expect(both).toMatchObject({ ratio: 1, pValue: 1 })
    const empty = [new Float64Array(), ...single(1, 1, 1)]
    expect(pairedRatio(empty, single(1, 1, 1, 1), 0.9, 0.05, 1)?.pairs).toBe(3)
  })

  test('refuses sides of different length and negative values', () => {
    expect(() => pairedRatio(single(1), single(1, 2), 0.9, 0.05, 1)).toThrow(RangeError)
    expect(() => pairedRatio(single(-1), single(1), 0.9, 0.05, 1)).toThrow(/positive/)
  })

  test('the pairs it asks for are what a known spread needs', () => {
    // Ten normal scores: differences of standard deviation 0.14 about log 0.9.
    const ours = single(
      ...Array.from({ length: 10 }, (_, i) => 0.9 * Math.exp(0.1414 * normalQuantile((i + 0.5) / 10))),
    )
    const needed = pairedRatio(ours, single(...Array.from(ours, () => 1)), 0.9, 0.05, 1)?.pairsNeeded
    // (1.645 * 0.1414 / ln(0.95 / 0.9))^2 = 18.5 pairs; signed ranks of so few ask for a little more.
    expect(needed).toBeGreaterThanOrEqual(16)
    expect(needed).toBeLessThanOrEqual(28)
  })
})

describe('power', () => {
  // Faster by 10 / 20 / 30 % against a band of 5 %, share of 200 trials that say so: the table of the method.
  test.each([
    [12, 0.05, [63, 100, 100]],
    [12, 0.1, [52, 100, 100]],
    [12, 0.2, [28.5, 96, 100]],
    [25, 0.05, [95.5, 100, 100]],
    [25, 0.1, [87, 100, 100]],
    [25, 0.2, [60.5, 100, 100]],
  ] as const)('%d pairs of blocks of 8, CV %d: %j %%', (pairs, cv, table) => {
    const found = [0.1, 0.2, 0.3].map((difference) => {
      const normal = seededNormal(9)
      const spread = Math.sqrt(Math.log(1 + cv * cv))
      const blocks = (scale: number): Float64Array[] =>
        Array.from({ length: pairs }, () => {
          // Requests differ by the given variation, whole blocks by 5 %.
          const block = 0.05 * normal()
          return Float64Array.from({ length: 8 }, () => scale * Math.exp(spread * normal() + block))
        })
      let faster = 0
      for (let trial = 0; trial < 100; trial++) {
        const estimate = pairedRatio(blocks(1 - difference), blocks(1), 0.9, 0.05, trial)
        if (estimate !== null && bandPosition(estimate, 0.05) === 'below') faster++
      }
      return faster
    })
    // Three standard errors of 100 trials and of the 200 of the table.
    for (const [index, share] of found.entries()) {
      const expected = table[index] ?? 0
      const error = Math.sqrt(expected * (100 - expected) * (1 / 100 + 1 / 200))
      expect(Math.abs(share - expected)).toBeLessThanOrEqual(3 * error + 1)
    }
  })
})

function intervalOf(ours: Float64Array[], theirs: Float64Array[]): { low: number; high: number } {
  const logs = ours.map((block, i) => Math.log(medianOf(block) / medianOf(theirs[i] as Float64Array)))
  const { low, high } = hodgesLehmann(Float64Array.from(logs), 0.9)
  return { low: Math.exp(low), high: Math.exp(high) }
}

describe('identical systems', () => {
  type Noise = (random: () => number, normal: () => number) => number
  const noises: readonly (readonly [string, Noise, number])[] = [
    ['normal noise', (_, normal) => 1 + 0.1 * normal(), 0],
    ['heavy tails', (random) => Math.exp(0.1 * Math.tan(Math.PI * (random() - 0.5))), 0],
    ['a shared drift of 2 % a block', (_, normal) => 1 + 0.1 * normal(), 0.02],
  ]
  const cases = noises.flatMap(([name, noise, drift]) =>
    [5, 10, 16, 50].map((pairs) => [name, pairs, noise, drift] as const),
  )

  // With no band at all: the hardest case. 10,000 trials over seeds 1 to 5.
  test.each(cases)('%s, %d pairs: each false verdict at most 5.5 %%', (_, pairs, noise, drift) => {
    const trials = 2000
    const bound = 0.055
    let below = 0
    let above = 0
    let banded = 0
    let rejected = 0
    for (let seed = 1; seed <= 5; seed++) {
      const random = seededRandom(seed)
      const normal = seededNormal(seed + 100)
      for (let trial = 0; trial < trials; trial++) {
        const ours: Float64Array[] = []
        const theirs: Float64Array[] = []
        for (let pair = 0; pair < pairs; pair++) {
          const block = (slot: number): Float64Array =>
            Float64Array.from({ length: 3 }, () => noise(random, normal) * (1 + drift * slot))
          const [first, second] = [block(2 * pair), block(2 * pair + 1)]
          // ABBA.
          ours.push(pair % 2 === 0 ? first : second)
          theirs.push(pair % 2 === 0 ? second : first)
        }
        // Above 10 pairs the interval alone, the same way: 2^16 sign patterns would take minutes.
        const estimate = pairs > 10 ? intervalOf(ours, theirs) : pairedRatio(ours, theirs, 0.9, 0, 1)
        if (estimate === null) throw new Error('no estimate')
        const position = bandPosition(estimate, 0)
        if (position === 'below') below++
        if (position === 'above') above++
        if (['below', 'above'].includes(bandPosition(estimate, 0.05))) banded++
        if ('pValue' in estimate && estimate.pValue <= 0.1) rejected++
      }
    }
    expect(below / (5 * trials)).toBeLessThanOrEqual(bound)
    expect(above / (5 * trials)).toBeLessThanOrEqual(bound)
    expect(banded / (5 * trials)).toBeLessThanOrEqual(0.05)
    expect(rejected / (5 * trials)).toBeLessThanOrEqual(2 * bound)
    // A procedure that never decides would pass all of the above.
    expect(below + above).toBeGreaterThan(0)
  })
})
