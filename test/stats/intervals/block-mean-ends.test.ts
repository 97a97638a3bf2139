import { expect, test } from 'vitest'
import { blockMeanEnds } from '../../../src/stats/intervals/block-mean-ends.ts'
import { seededNormal } from '../draws.ts'
import { seededRandom } from '../../../src/stats/random.ts'

test('of independent values it is about the interval of their mean', () => {
  const normal = seededNormal(3)
  let [widths, over, under] = [0, 0, 0]
  const trials = 1000
  for (let trial = 0; trial < trials; trial++) {
    const { low, high } = blockMeanEnds(
      Float64Array.from({ length: 200 }, () => 10 + normal()),
      1.653,
    ) as {
      low: number
      high: number
    }
    widths += (high - low) / trials
    if (low > 10) over++
    if (high < 10) under++
  }
  expect(widths).toBeGreaterThan(0.95 * 2 * 1.653 * Math.sqrt(1 / 200))
  expect(widths).toBeLessThan(1.05 * 2 * 1.653 * Math.sqrt(1 / 200))
  // Four standard errors of 1,000 trials are 2.8 points.
  expect(Math.max(over, under) / trials).toBeLessThan(0.08)
})

test('stretches of three high values make it wider than their number does', () => {
  const random = seededRandom(4)
  const stretches = Float64Array.from({ length: 198 }, (_, i) => (i % 3 === 0 && random() < 0.1 ? 1 : 0))
  const scattered = stretches.slice()
  for (let i = 0; i < stretches.length; i += 3) if (stretches[i] === 1) stretches.fill(1, i, i + 3)
  // The same share of ones, each by itself.
  scattered.fill(0)
  const ones = stretches.reduce((sum, value) => sum + value, 0)
  for (let one = 0; one < ones; one++) scattered[Math.floor(random() * scattered.length)] = 1
  const width = (values: Float64Array): number => {
    const ends = blockMeanEnds(values, 1.653)
    return (ends?.high ?? 0) - (ends?.low ?? 0)
  }
  expect(width(stretches)).toBeGreaterThan(1.3 * width(scattered))
})

test('of values with a long upper tail the upper end is further away, of mirrored ones the lower', () => {
  const random = seededRandom(5)
  const values = Float64Array.from({ length: 200 }, () => -Math.log(1 - random()))
  const mean = values.reduce((sum, value) => sum + value / 200, 0)
  const { low, high } = blockMeanEnds(values, 1.653) as { low: number; high: number }
  expect(high - mean).toBeGreaterThan(mean - low)
  const mirrored = blockMeanEnds(
    values.map((value) => -value),
    1.653,
  )
  expect(mirrored?.low).toBeCloseTo(-high, 12)
  expect(mirrored?.high).toBeCloseTo(-low, 12)
})

test('equal values have no width, and fewer than 20 no ends', () => {
  expect(blockMeanEnds(new Float64Array(40).fill(3), 1.65)).toEqual({ low: 3, high: 3 })
  expect(blockMeanEnds(new Float64Array(19), 1.65)).toBeNull()
})
