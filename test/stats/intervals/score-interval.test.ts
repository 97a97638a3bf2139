import { expect, test } from 'vitest'
import { scoreInterval, unseenShare } from '../../../src/stats/intervals/score-interval.ts'
import { seededRandom } from '../../../src/stats/random.ts'

test('where all scores are alike their spread says nothing, and the share that may be unseen bounds the mean', () => {
  expect(unseenShare(59, 0.05)).toBeLessThan(0.0496)
  expect(unseenShare(58, 0.05)).toBeGreaterThan(0.05)
  const ones = scoreInterval(new Float64Array(59).fill(1), 0.9)
  expect(ones?.low).toBeCloseTo(1 - unseenShare(59, 0.05), 12)
  expect(ones?.high).toBe(1)
  expect(scoreInterval(new Float64Array(0), 0.9)).toBeNull()
  const single = scoreInterval(Float64Array.of(0.5), 0.9)
  expect(single).toEqual({ low: 0, high: 1 })
  expect(scoreInterval(new Float64Array(10).fill(1), 0.9)?.low).toBeCloseTo(0.05 ** (1 / 10), 9)
})

test.for([
  ['a good answer or a bad one', 30, (random: () => number) => (random() < 0.9 ? 1 : 0), 0.9],
  ['even', 30, (random: () => number) => random(), 0.5],
  ['skewed', 60, (random: () => number) => random() ** 4, 0.2],
  ['few', 8, (random: () => number) => (random() < 0.8 ? 1 : 0), 0.8],
] as const)('holds the true mean of scores that are %s about as often as it says', ([, n, draw, truth]) => {
  const random = seededRandom(11)
  let held = 0
  const trials = 400
  for (let trial = 0; trial < trials; trial++) {
    const ends = scoreInterval(
      Float64Array.from({ length: n }, () => draw(random)),
      0.9,
    )
    if (ends !== null && ends.low <= truth && truth <= ends.high) held++
  }
  expect(held / trials).toBeGreaterThan(0.85)
})
