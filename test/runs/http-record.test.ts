import { expect, test } from 'vitest'
import { httpRecord } from '../../src/runs/http-record.ts'
import type { HttpDetails, Sample } from '../../src/samples/sample.ts'
import { completedSample } from '../support/samples.ts'

function over(http: Partial<HttpDetails>): Sample {
  return { ...completedSample(0, 5), http: { connectMs: null, status: 200, retryAfterSeconds: null, ...http } }
}

test('what did not go over HTTP has no record', () => {
  expect(httpRecord([])).toBeNull()
  expect(httpRecord([completedSample(0, 5)])).toBeNull()
})

test('connections that were opened, statuses, refusals that asked for patience, second sendings and redirects are counted', () => {
  const samples = [
    over({ connectMs: 3, redirects: 1, redirectedTo: '/v1/chat/completions/' }),
    over({ connectMs: 1, redirectedTo: '/v1/chat/completions/' }),
    over({ connectMs: 2 }),
    over({ connectMs: 2, retried: true }),
    over({}),
    over({ status: 429, retryAfterSeconds: 0 }),
    over({ status: 503, retryAfterSeconds: 5 }),
    over({ status: null }),
    completedSample(0, 5),
  ]
  expect(httpRecord(samples)).toEqual({
    connected: 4,
    connectP50Ms: 2,
    statuses: { 200: 5, 429: 1, 503: 1 },
    retryAfter: 2,
    retried: 1,
    redirected: 1,
    redirectedTo: '/v1/chat/completions/',
  })
})

test('a run on connections that were all open beforehand has no time of connecting', () => {
  expect(httpRecord([over({})])).toEqual({
    connected: 0,
    connectP50Ms: null,
    statuses: { 200: 1 },
    retryAfter: 0,
    retried: 0,
    redirected: 0,
    redirectedTo: null,
  })
})
