import { expect, test } from 'vitest'
import { fitLine } from '../../../src/stats/intervals/line.ts'
import { seededRandom } from '../../../src/stats/random.ts'

test('points on a line give it, with no width', () => {
  const line = fitLine([0, 1, 2, 3].map((x) => [x, 5 + 2 * x] as const))
  expect(line).toMatchObject({ intercept: 5, slope: 2, low: 2, high: 2, points: 4 })
})

test('a known example: its slope and its interval', () => {
  // Residuals 0.2, -0.2, -0.2, 0.2 around y = 1.8 + 2 x ... slope error sqrt(0.16 / 2 / 5), t(0.95, 2) = 2.92.
  const line = fitLine([
    [0, 2],
    [1, 3.6],
    [2, 5.6],
    [3, 8],
  ])
  expect(line?.slope).toBeCloseTo(2, 12)
  expect(line?.intercept).toBeCloseTo(1.8, 12)
  expect((line?.high ?? 0) - 2).toBeCloseTo(2.92 * Math.sqrt(0.16 / 2 / 5), 3)
})

test('two points, or points above one another, are no line', () => {
  expect(
    fitLine([
      [0, 1],
      [1, 2],
    ]),
  ).toBeNull()
  expect(
    fitLine([
      [1, 1],
      [1, 2],
      [1, 3],
    ]),
  ).toBeNull()
})

test('nine of ten intervals cover the slope', () => {
  const random = seededRandom(3)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  let covered = 0
  for (let study = 0; study < 2000; study++) {
    const line = fitLine([0, 0, 1, 1, 2, 2].map((x) => [x, 1 + 3 * x + normal()] as const))
    if (line !== null && line.low <= 3 && line.high >= 3) covered++
  }
  expect(covered / 2000).toBeGreaterThan(0.88)
  expect(covered / 2000).toBeLessThan(0.92)
})
