import { expect, test } from 'vitest'
import { seededRandom } from '../../../src/stats/random.ts'
import { judgeAcceptanceAbove } from '../../../src/verdicts/speculation/acceptance.ts'

test('names the fewest prompts with which it could pass, and counts unequal ones as fewer', () => {
  const equal = judgeAcceptanceAbove({ count: 10, drafted: Array(10).fill(8), accepted: Array(10).fill(8) }, 0.9)
  expect(equal).toMatchObject({ verdict: 'inconclusive', n: 10, effectiveN: 10, floor: 29 })
  const drafted = [100, ...Array<number>(9).fill(10)]
  const uneven = judgeAcceptanceAbove({ count: 10, drafted, accepted: drafted }, 0.9)
  expect(uneven).toMatchObject({ verdict: 'inconclusive', effectiveN: 3, floor: 97 })
  expect(judgeAcceptanceAbove({ count: 0, drafted: [], accepted: [] }, 0.5)).toBeNull()
})

test('at the limit it passes, and fails, hardly more often than 5 % of the time', () => {
  const random = seededRandom(5)
  const trials = 600
  const counts = { pass: 0, fail: 0, inconclusive: 0 }
  for (let trial = 0; trial < trials; trial++) {
    const drafted = Array.from({ length: 25 }, () => 8 + Math.floor(24 * random()))
    const accepted = drafted.map((size) => {
      // Prompts differ: each has a share of its own, 0.8 on average.
      const share = 0.6 + 0.4 * random()
      return Array.from({ length: size }, () => random()).filter((draw) => draw < share).length
    })
    counts[judgeAcceptanceAbove({ count: 25, drafted, accepted }, 0.8)?.verdict ?? 'inconclusive']++
  }
  expect(counts.pass / trials).toBeLessThan(0.07)
  expect(counts.fail / trials).toBeLessThan(0.07)
  expect(counts.inconclusive).toBeGreaterThan(trials * 0.8)
})
