import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startMockServer } from '../../src/mock-server/index.ts'
import { errorOf } from './error-body.ts'
import { ask, chat } from './raw-client.ts'

const fast = { ttft: 1, interToken: 1, tokens: 3 }
const list = { method: 'GET', path: '/v1/models' }

test('a key in a header of its own', async () => {
  await using server = await startMockServer({ ...fast, apiKey: 'k-1', keyHeader: 'Api-Key' })
  expect((await ask(server.port, { body: chat(), headers: { authorization: 'Bearer k-1' } })).status).toBe(401)
  expect((await ask(server.port, { body: chat(), headers: { 'api-key': 'k-1' } })).status).toBe(200)
})

test('a query that is wanted with every request to the API', async () => {
  await using server = await startMockServer({ ...fast, query: { 'api-version': '1' } })
  expect((await ask(server.port, { body: chat() })).status).toBe(404)
  expect((await ask(server.port, { ...list, path: '/v1/models?api-version=2' })).status).toBe(404)
  expect((await ask(server.port, { body: chat(), path: '/v1/chat/completions?a=b&api-version=1' })).status).toBe(200)
  expect((await ask(server.port, { method: 'GET', path: '/health' })).status).toBe(200)
})

test('a list of models that is forbidden, absent or empty', async () => {
  for (const [modelList, status] of [
    ['forbidden', 403],
    ['absent', 404],
  ] as const) {
    await using server = await startMockServer({ ...fast, modelList })
    expect((await ask(server.port, list)).status).toBe(status)
    expect((await ask(server.port, { body: chat() })).status).toBe(200)
  }
  await using empty = await startMockServer({ ...fast, modelList: 'empty' })
  expect(JSON.parse((await ask(empty.port, list)).body.toString())).toEqual({ object: 'list', data: [] })
})

test('a model that is loading is listed, and answers 503 until it is loaded', async () => {
  await using server = await startMockServer({ ...fast, loading: 300 })
  expect((await ask(server.port, list)).status).toBe(200)
  const early = await ask(server.port, { body: chat() })
  expect([early.status, errorOf(early.body).message]).toEqual([503, 'Loading model'])
  expect((await ask(server.port, { method: 'GET', path: '/health' })).status).toBe(503)
  await pause(350)
  expect((await ask(server.port, { body: chat() })).status).toBe(200)
})
