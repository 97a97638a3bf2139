import { expect, test } from 'vitest'
import { seededRandom } from '../../../src/stats/random.ts'
import { bestOf, paretoFront } from '../../../src/sweeps/matrix/best-of.ts'

const logs = (...values: number[]): Float64Array => Float64Array.from(values, Math.log)

test('the lowest is best, and those whose difference from it reaches 0 are named beside it', () => {
  expect(bestOf([logs(20, 20.2, 19.9), logs(10, 10.1, 9.9), logs(10.1, 9.8, 10.3)])).toEqual({ index: 1, ties: [2] })
})

test('one launch can be told from nothing; what has no value is left out', () => {
  expect(bestOf([null, logs(10), logs(30, 30.1, 29.9)])).toEqual({ index: 1, ties: [2] })
  expect(bestOf([null, new Float64Array()])).toBeNull()
  expect(bestOf([logs(5)])).toEqual({ index: 0, ties: [] })
})

test('in at least 95 of 100 sweeps the truly best is among those that are named', () => {
  const random = seededRandom(7)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  for (const truth of [
    [1, 1, 1, 1, 1, 1],
    [1, 1.02, 1.02, 1.05, 1.1, 1.3],
    [1, 1.03, 1.03, 1.03, 1.03, 1.03],
  ]) {
    let named = 0
    const studies = 2000
    for (let study = 0; study < studies; study++) {
      const found = bestOf(
        truth.map((mean) => Float64Array.from({ length: 3 }, () => Math.log(mean) + 0.03 * normal())),
      )
      if (found !== null && [found.index, ...found.ties].includes(0)) named++
    }
    expect(named / studies).toBeGreaterThan(0.945)
  }
})

test('on the front is what nothing beats in everything', () => {
  expect(
    paretoFront([
      [1, 9],
      [2, 5],
      [3, 5],
      [4, 1],
      [1, 9],
      [0.5, null],
    ]),
  ).toEqual([0, 1, 3, 4])
  expect(paretoFront([])).toEqual([])
})
