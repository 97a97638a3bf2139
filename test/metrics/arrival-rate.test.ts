import { expect, test } from 'vitest'
import { arrivalRate } from '../../src/metrics/arrival-rate.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { completedSample } from '../support/samples.ts'

function sampleAt(intended: number, lateMs = 0, slot = 0): Sample {
  return { ...completedSample(intended + lateMs, 5), intended, slot }
}

function every(gapMs: number, count: number, from = 0, lateMs = 0, slot = 0): Sample[] {
  return Array.from({ length: count }, (_, index) => sampleAt(from + index * gapMs, lateMs, slot))
}

test('a load sent as planned has the rate that was asked for', () => {
  expect(arrivalRate(every(100, 11))).toEqual({ asked: 10, achieved: 10 })
})

test('requests sent later and later were sent at a lower rate than asked', () => {
  const late = Array.from({ length: 11 }, (_, index) => sampleAt(index * 100, index * 100))
  expect(arrivalRate(late)).toEqual({ asked: 10, achieved: 5 })
})

test('a constant delay costs the rate only what the last request was late', () => {
  const { asked, achieved } = arrivalRate(every(100, 101, 0, 50))
  expect(asked).toBe(10)
  expect(achieved).toBeCloseTo(100_000 / 10_050, 9)
})

test('the order in which requests ended does not matter', () => {
  expect(arrivalRate(every(100, 11).toReversed())).toEqual(arrivalRate(every(100, 11)))
})

test('what comes after the last sent request is in no rate: the load that was cut short asked for no more', () => {
  // 50 of 100 a second apart were sent when the time was over.
  expect(arrivalRate(every(1000, 50)).asked).toBe(1)
})

test('the time between the blocks of an interleaved run is in no rate', () => {
  const blocks = [...every(100, 11, 0, 0, 0), ...every(100, 11, 60_000, 0, 3), ...every(100, 11, 120_000, 0, 4)]
  expect(arrivalRate(blocks)).toEqual({ asked: 10, achieved: 10 })
})

test('one request, a burst and no request have no rate', () => {
  for (const samples of [[], [sampleAt(5)], [sampleAt(5), sampleAt(5, 3)]]) {
    expect(arrivalRate(samples)).toEqual({ asked: null, achieved: null })
  }
})

test('of conversations the plan says when they begin, and nothing of their further turns', () => {
  const turns = every(100, 11).flatMap((first) => [
    { ...first, turn: 0 },
    { ...sampleAt(first.intended + 7000), turn: 1 },
  ])
  expect(arrivalRate(turns)).toEqual({ asked: 10, achieved: 10 })
})
