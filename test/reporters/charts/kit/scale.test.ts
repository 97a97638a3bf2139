import { expect, test } from 'vitest'
import { linearScale, logScale, logTicks, niceTicks, tickLabel } from '../../../../reporters/charts/kit/scale.ts'

test('a scale keeps what lies outside at its edge', () => {
  const x = linearScale(0, 10, 100, 200)
  expect([-5, 0, 5, 10, 50].map((value) => x.at(value))).toEqual([100, 100, 150, 200, 200])
  expect(linearScale(3, 3, 100, 200).at(3)).toBe(100)
})

test('ticks are steps of 1, 2, 2.5 or 5', () => {
  expect(niceTicks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10])
  expect(niceTicks(0.1, 0.3, 4)).toEqual([0.1, 0.15, 0.2, 0.25, 0.3])
  expect(niceTicks(7, 7, 4)).toEqual([7])
})

test('labels have the digits of their step, in the form of every other figure', () => {
  expect([0, 0.05, 2.5, 750, 1500, 12_500, 400_000].map((value) => tickLabel(value))).toEqual([
    '0',
    '0.05',
    '2.5',
    '750',
    '1,500',
    '12.5k',
    '400k',
  ])
})

test('a logarithmic scale has equal room for equal ratios, and round ticks', () => {
  const scale = logScale(1, 100, 0, 200)
  expect([1, 10, 100].map((value) => Math.round(scale.at(value)))).toEqual([0, 100, 200])
  expect(logTicks(1.5, 60)).toEqual([2, 5, 10, 20, 50])
  expect(logTicks(0.001, 1000)).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000])
})
