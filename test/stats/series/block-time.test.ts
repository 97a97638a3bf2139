import { expect, test } from 'vitest'
import { blockTime } from '../../../src/stats/series/block-time.ts'
import { effectiveSize } from '../../../src/stats/series/effective-size.ts'
import { seededRandom } from '../../../src/stats/random.ts'

/** A series in which in each second stretch of `dwell` values some are 1, in the others none. */
function bursts(n: number, dwell: number, share: number, random: () => number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (Math.floor(i / dwell) % 4 === 0 && random() < share ? 1 : 0))
}

test('bursts in which some of many are slow are seen, although neighbours are hardly alike', () => {
  const random = seededRandom(5)
  let seen = 0
  for (let trial = 0; trial < 100; trial++) {
    const { significant, effective } = effectiveSize(bursts(1000, 50, 0.2, random))
    if (significant && effective < 400) seen++
  }
  expect(seen).toBeGreaterThan(90)
})

test('independent values seldom seem to come in bursts', () => {
  const random = seededRandom(6)
  let seen = 0
  for (let trial = 0; trial < 400; trial++) {
    if (blockTime(Float64Array.from({ length: 200 }, () => random())) > 1) seen++
  }
  expect(seen / 400).toBeLessThan(0.1)
})

test('of few values, of equal ones and of none nothing is told', () => {
  expect(blockTime(new Float64Array())).toBe(1)
  expect(blockTime(new Float64Array(100).fill(3))).toBe(1)
  expect(blockTime(Float64Array.from({ length: 31 }, (_, i) => i))).toBe(1)
})
