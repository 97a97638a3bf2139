import { expect, test } from 'vitest'
import { meanDuration, meanUnitDuration } from '../../src/samples/durations.ts'
import { Requests } from '../../src/samples/requests.ts'
import { failedRequest } from '../support/endpoint-samples.ts'
import { completedSample } from '../support/samples.ts'

test('answers have a mean time, warm-up and all; failures are in none', () => {
  const requests = Requests.of([
    { ...completedSample(0, 40), phase: 'warmup' },
    completedSample(100, 10),
    failedRequest(200, 'reset', 'gone'),
  ])
  expect(meanDuration(requests)).toBe(25)
  expect(meanDuration(Requests.of([]))).toBe(0)
  // A cold request is no measure of one.
  const { warmup, measured } = requests
  expect(meanDuration({ warmup, measured, coldRequests: 1 })).toBe(10)
  expect(meanUnitDuration({ warmup, measured, coldRequests: 1 })).toBe(25)
})

test('a conversation takes from its first request to its last answer', () => {
  const turn = (index: number, place: number, sent: number) => ({ ...completedSample(sent, 10), index, turn: place })
  expect(meanUnitDuration(Requests.of([turn(0, 0, 0), turn(1, 0, 5), turn(0, 1, 50), turn(1, 1, 95)]))).toBe(80)
  expect(meanUnitDuration(Requests.of([completedSample(0, 10), completedSample(5, 30)]))).toBe(20)
  expect(meanUnitDuration(Requests.of([]))).toBe(0)
})
