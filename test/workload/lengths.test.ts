import { expect, test } from 'vitest'
import { seededRandom } from '../../src/stats/random.ts'
import { leastLength, lengthDrawer, type LengthDistribution, lengths } from '../../src/workload/lengths.ts'

/** A function as a file without types calls it. */
type Loose = (...given: unknown[]) => unknown

function draws(distribution: LengthDistribution, count: number): number[] {
  const draw = lengthDrawer(distribution, seededRandom(11))
  return Array.from({ length: count }, draw)
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

test('fixed lengths are fixed', () => {
  expect(new Set(draws(lengths.fixed(12), 10))).toEqual(new Set([12]))
})

test('normal lengths have the mean and spread asked for, in whole tokens', () => {
  const values = draws(lengths.normal({ mean: 500, sd: 50 }), 20_000)
  expect(values.every(Number.isInteger)).toBe(true)
  expect(Math.abs(mean(values) - 500)).toBeLessThan(2)
  expect(Math.abs(Math.sqrt(mean(values.map((value) => (value - 500) ** 2))) - 50)).toBeLessThan(1)
})

test('normal lengths cut off at their ends do not pile up there', () => {
  const values = draws(lengths.normal({ mean: 10, sd: 10, min: 8, max: 12 }), 20_000)
  const shares = [8, 9, 10, 11, 12].map((tokens) => values.filter((value) => value === tokens).length / values.length)
  expect(Math.min(...values)).toBe(8)
  expect(Math.max(...values)).toBe(12)
  for (const share of shares) expect(Math.abs(share - 0.2)).toBeLessThan(0.02)
})

test('a histogram gives each length its share, and none to weight 0', () => {
  const values = draws(
    lengths.histogram([
      [32, 3],
      [64, 0],
      [256, 1],
    ]),
    20_000,
  )
  expect(values.filter((value) => value === 32).length / values.length).toBeCloseTo(0.75, 1)
  expect(new Set(values)).toEqual(new Set([32, 256]))
})

test('the least length is that of any draw', () => {
  expect(leastLength(lengths.fixed(3))).toBe(3)
  expect(leastLength(lengths.normal({ mean: 10, sd: 2, min: 4 }))).toBe(4)
  expect(
    leastLength(
      lengths.histogram([
        [1, 0],
        [7, 1],
        [9, 1],
      ]),
    ),
  ).toBe(7)
})

test('a distribution is plain data', () => {
  const distribution = lengths.normal({ mean: 10, sd: 2 })
  expect(JSON.parse(JSON.stringify(distribution))).toEqual(distribution)
})

test.for([
  [() => lengths.fixed(0), 'lengths.fixed(tokens): 0 is not allowed here; give a whole number of at least 1'],
  [() => lengths.normal({ mean: 10, sd: 0 }), 'lengths.normal({ sd }): 0 is not allowed here; give a number above 0'],
  [
    () => lengths.normal({ mean: 10, sd: 1, min: 11 }),
    'lengths.normal({ min, mean, max }): 11, 10, 14 is not allowed here; give them in this order, none below 1',
  ],
  [() => lengths.normal({ mean: 0, sd: 1 }), 'lengths.normal({ min, mean, max }): 1, 0, 4 is not allowed here'],
  [() => lengths.normal(5 as never), 'lengths.normal(options): 5 is not allowed here; give { mean, sd, min, max }'],
  [() => lengths.histogram([]), 'lengths.histogram(bins): [] is not allowed here; give at least one weight above 0'],
  [
    () => lengths.histogram([[0.5, 1]]),
    'lengths.histogram(bins): [[0.5, 1]] is not allowed here; give [tokens, weight] pairs',
  ],
  [() => lengths.histogram([[5, -1]]), 'weights from 0'],
  [() => lengths.normal({ mean: 5, sd: 1, most: 9 } as never), 'lengths.normal({ most }): there is no option "most"; '],
  [() => lengths.normal(5 as never), 'lengths.normal(options): 5 is not allowed here; give { mean, sd, min, max }'],
  [
    () => (lengths.normal as Loose)({ mean: 5, sd: 1 }, 9),
    'lengths.normal(options): a further argument, 9, is not allowed',
  ],
  [() => (lengths.fixed as Loose)(5, {}), 'lengths.fixed(tokens): a further argument, {}, is not allowed here'],
  [
    () => (lengths.histogram as Loose)([[5, 1]], {}),
    'lengths.histogram(bins): a further argument, {}, is not allowed here',
  ],
] as const)('a wrong distribution %# is refused in one line', ([make, message]) => {
  expect(make).toThrow(message)
  expect(make).toThrow(expect.objectContaining({ code: 'invalid-workload' }))
})
