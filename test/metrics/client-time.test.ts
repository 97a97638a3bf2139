import { expect, test } from 'vitest'
import { clientTime } from '../../src/metrics/client-time.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { answer, failedRequest } from '../support/endpoint-samples.ts'

/** Requests of one client, which ends each answer 10 ms after its last token and then does nothing for a while. */
function client(stream: number, idleMs: number, count = 11): Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const sent = index * (125 + idleMs) + stream
    return answer({ sent }, { index, stream, over: sent + 125 })
  })
}

test('one client is idle from the end of a body to its next send', () => {
  // From the first send to the last: ten times 125 ms of request and 25 ms of nothing.
  expect(clientTime(client(0, 25), 1, false)).toEqual({ clientMs: 1500, idleMs: 250, connectingMs: 0 })
})

test('of several clients each counts over the time in which all were at work', () => {
  const time = clientTime([...client(0, 0), ...client(1, 25)], 2, false)
  // From the second client's first send to its last: the first one ends earlier, and that is idle too.
  expect(time?.clientMs).toBe(3000)
  expect(time?.idleMs).toBeCloseTo(250 + (1501 - 11 * 125), 6)
})

test('a client that never sends is idle all the time', () => {
  const [first, other] = [client(0, 0), client(1, 0)]
  // Three are in flight at once in the beginning only.
  const third = answer({ sent: 2 }, { stream: 2, over: 127 })
  const time = clientTime([...first, ...other, third], 3, false)
  expect((time?.idleMs ?? 0) / (time?.clientMs ?? 1)).toBeCloseTo((1251 - 127) / (3 * 1249), 6)
})

test('a failed request is in flight until its failure is known', () => {
  const samples = client(0, 0).map((sample, index) =>
    index === 3
      ? Object.assign(failedRequest(sample.sent, 'reset', 'gone'), { stream: 0, index, end: sample.sent + 125 })
      : sample,
  )
  expect(clientTime(samples, 1, false)?.idleMs).toBe(0)
})

test('connecting is told apart', () => {
  const samples = client(0, 25).map((sample) =>
    Object.assign(sample, { http: { connectMs: 20, status: 200, retryAfterSeconds: null } }),
  )
  expect(clientTime(samples, 1, false)).toEqual({ clientMs: 1500, idleMs: 50, connectingMs: 200 })
})

test('a wait that a refusal asked for is idle only where clients do not obey', () => {
  const refused = failedRequest(0, 'http-status', 'status 429', { status: 429, retryAfterSeconds: 1 })
  const samples = [Object.assign(refused, { end: 100 }), answer({ sent: 1300 }), answer({ sent: 1500 })]
  expect(clientTime(samples, 1, false)?.idleMs).toBe(1200 + 85)
  expect(clientTime(samples, 1, true)?.idleMs).toBe(200 + 85)
})

test('a load that was never steady has no such time', () => {
  expect(clientTime(client(0, 0), 2, false)).toBeNull()
  expect(clientTime([], 1, false)).toBeNull()
  expect(clientTime([answer({ sent: 0 })], 1, false)).toBeNull()
})
