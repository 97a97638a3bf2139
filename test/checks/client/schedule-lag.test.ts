import { expect, test } from 'vitest'
import type { Sample } from '../../../src/samples/sample.ts'
import { endpointHeader, openHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, tripped } from '../support/endpoint-checks.ts'

test('requests that are begun late are said, with the share of the first token they are late by', () => {
  const late = (ms: number): Sample[] =>
    soundAnswers(60, 200, (index, { sent }) => ({ intended: sent - (index % 10 === 0 ? ms : 0) }))
  expect(tripped(openHeader(5), late(1))).toEqual({})
  expect(tripped(openHeader(5), late(4))).toEqual({ 'schedule-lag': 'warning', 'send-wait': 'invalid' })
  expect(tripped(openHeader(5), late(20))).toEqual({ 'schedule-lag': 'invalid', 'send-wait': 'invalid' })
  expect(found('schedule-lag', openHeader(5), late(20))?.message).toMatch(
    /20\.0 ms after they were due \(p99\).* of 40\.\d ms/,
  )
  // A closed load has no schedule.
  expect(found('schedule-lag', endpointHeader(), late(20))).toBeUndefined()
})

test('opening a connection is no lateness of the client', () => {
  const connecting = soundAnswers(60, 200, (_, { sent }) => ({
    intended: sent - 30,
    http: { connectMs: 30, status: 200, retryAfterSeconds: null },
  }))
  expect(tripped(openHeader(5), connecting)).toEqual({})
})
