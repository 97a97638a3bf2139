import { expect, test } from 'vitest'
import { httpRequester } from '../../../src/requesters/http/http-requester.ts'
import { requestId } from '../../../src/requesters/http/request-id.ts'
import { HttpClient } from '../../../src/http/socket/client.ts'
import { startMockServer } from '../../../src/mock-server/server.ts'
import { requestJob } from '../../support/request-job.ts'

const options = {
  kind: 'chat',
  model: 'mock-model',
  stream: true,
  nonceSeed: null,
  fields: {},
  body: {},
} as const

const job = requestJob({ index: 7 }, { maxTokens: 2, seed: 1 })

const address = { url: 'http://127.0.0.1', query: '', paths: {} }
const timeouts = { connectMs: 5000, firstTokenMs: 5000, stallMs: 5000, totalMs: 5000 }

test('requests are named only where it is asked for', async () => {
  await using server = await startMockServer({ ttft: 1, interToken: 1 })
  const client = new HttpClient({ url: server.url, timeouts, secrets: [] })
  const { signal } = new AbortController()
  const headers = { 'x-request-id': 'own' }
  await httpRequester(client, { ...address, headers: {} }, options).request(job, signal)
  await httpRequester(client, { ...address, headers }, options).request(job, signal)
  await httpRequester(client, { ...address, headers: {}, requestIds: true }, options).request(job, signal)
  client.close()
  expect(server.stamps().map(({ id }) => id)).toEqual([null, 'own', 'measured-7'])
})

test('turns of a conversation have names of their own', () => {
  expect([requestId(job), requestId({ ...job, turn: 0 }), requestId({ phase: 'warmup', index: 7 })]).toEqual([
    'measured-7',
    'measured-7-0',
    'warmup-7',
  ])
})
