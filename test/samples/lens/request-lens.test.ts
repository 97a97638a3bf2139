import { expect, test } from 'vitest'
import { medianRow, requestLenses } from '../../../src/samples/lens/request-lens.ts'
import { asFailed } from '../../../src/samples/journal.ts'
import { Requests } from '../../../src/samples/requests.ts'
import { completedSample } from '../../support/samples.ts'

test('the slowest, the median and the first failed request are told in their parts', () => {
  const connect = { dnsMs: 0.25, tcpMs: 0.5, tlsMs: 1.25 }
  const opened = { connectMs: 2, connect, status: 200, retryAfterSeconds: null }
  const requests = Requests.of([
    { ...completedSample(10, 20), index: 3 },
    { ...completedSample(40, 30), index: 4, http: opened, over: 71 },
    { ...completedSample(80, 25), index: 5, phase: 'measured' },
    asFailed({ ...completedSample(130, 8), index: 7 }, { class: 'reset', message: 'gone' }),
    asFailed({ ...completedSample(120, 8), index: 6 }, { class: 'stall', message: 'gone' }),
    { ...completedSample(0, 999), phase: 'warmup' },
  ])
  const [slowest, median, failed] = requestLenses(requests.remarkable(), 10)
  expect(slowest).toEqual({
    what: 'slowest',
    request: 5,
    startMs: 28,
    sentMs: 2,
    connectMs: 2,
    connect: { dnsMs: 0.25, tcpMs: 0.5, tlsMs: 1.25 },
    firstMs: 9.5,
    endMs: 32,
    overMs: 33,
    chunkMs: [9.5, 17, 24.5, 32],
    chunks: 4,
    outputTokens: 4,
    failure: null,
  })
  expect([median?.request, failed?.request, failed?.failure]).toEqual([6, 7, 'stall'])
})

test('a long answer has 200 stamps at most, and no request no lens', () => {
  const [lens] = requestLenses(Requests.of([completedSample(0, 1000, 1000)]).remarkable(), 0)
  expect([lens?.chunks, lens?.chunkMs.length]).toEqual([1000, 200])
  expect(requestLenses(Requests.of([]).remarkable(), 0)).toEqual([])
})

test('the median is the lower of two, of the answered ones alone', () => {
  const columns = { sent: [0, 10, 20, 30, 40], end: [9, 12, 99, 37, 43], failed: [0, 0, 1, 0, 0] }
  const as = (values: number[]): Float64Array => Float64Array.from(values)
  expect(medianRow({ sent: as(columns.sent), end: as(columns.end), failed: as(columns.failed) })).toBe(4)
  expect(medianRow({ sent: as([1]), end: as([2]), failed: as([1]) })).toBeNull()
})

test('an answer that its workload refused is no slowest one', () => {
  const refused = asFailed({ ...completedSample(40, 90), index: 1 }, { class: 'invalid-answer', message: 'no JSON' })
  const requests = Requests.of([{ ...completedSample(0, 20), index: 0 }, refused])
  expect(requestLenses(requests.remarkable(), 0).map(({ what, request }) => [what, request])).toEqual([
    ['slowest', 1],
    ['failed', 2],
  ])
})
