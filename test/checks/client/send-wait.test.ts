import { expect, test } from 'vitest'
import type { Sample } from '../../../src/samples/sample.ts'
import { endpointHeader, openHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, sound, tripped } from '../support/endpoint-checks.ts'

/** Requests of which each tenth waits so long, its first token coming 40 ms after it was sent. */
function waiting(ms: number, count = 60): Sample[] {
  return soundAnswers(count, 200, (index, { sent }) => ({ intended: sent - (index % 10 === 0 ? ms : 0) }))
}

test('a wait of more than 5 % of a median is no load as it was asked for', () => {
  expect(found('send-wait', openHeader(5), sound)).toMatchObject({ status: 'ok' })
  expect(found('send-wait', openHeader(5), waiting(1))).toMatchObject({ status: 'ok' })
  const of = found('send-wait', openHeader(5), waiting(4))
  expect(of).toMatchObject({ status: 'invalid', protects: ['ttft', 'ttfv'] })
  const all = found('send-wait', openHeader(5), waiting(30))
  expect(all).toMatchObject({ status: 'invalid', protects: ['latency', 'tpot', 'interChunk', 'ttft', 'ttfv'] })
  expect(all?.message).toMatch(
    /waited 30\.0 ms from the moment they were due \(p99; connecting left out\).*judge response/,
  )
  // Response holds the wait, and success has nothing to do with it.
  expect(all?.protects).not.toContain('response')
})

test('of few requests the 99th percentile is the worst one: a warning', () => {
  expect(found('send-wait', openHeader(5), waiting(30, 15))).toMatchObject({ status: 'warning' })
})

test('a wait for a place in flight is one too, and connecting is none', () => {
  const queued = soundAnswers(60, 200, (_, { sent }) => ({ intended: sent - 30 }))
  expect(found('send-wait', openHeader(5, 1), queued)?.status).toBe('invalid')
  const connecting = soundAnswers(60, 200, (_, { sent }) => ({
    intended: sent - 30,
    http: { connectMs: 30, status: 200, retryAfterSeconds: null },
  }))
  expect(tripped(openHeader(5), connecting)).toEqual({})
})

test('a closed load has no moments to wait for', () => {
  expect(found('send-wait', endpointHeader(), waiting(30))).toBeUndefined()
})
