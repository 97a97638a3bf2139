import { expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/mock-server/index.ts'
import { errorOf } from './error-body.ts'
import { ask, chat, RawClient } from './raw-client.ts'

const fast = { ttft: 1, interToken: 1, tokens: 3 }

test('a prompt that is neither a text nor token ids is refused', async () => {
  await using server = await startMockServer(fast)
  for (const prompt of [undefined, 7, ['a', 'b']]) {
    expect((await ask(server.port, { path: '/v1/completions', body: { prompt } })).status).toBe(400)
  }
})

test('a model that is not served is a 404 as the API has it', async () => {
  await using server = await startMockServer({ ...fast, models: ['one', 'two'] })
  const answer = await ask(server.port, { body: chat({ model: 'three "3"' }) })
  expect(answer.status).toBe(404)
  expect(errorOf(answer.body)).toEqual({
    message: 'The model `three "3"` does not exist',
    type: 'invalid_request_error',
    param: null,
    code: 'model_not_found',
  })
  expect((await ask(server.port, { body: chat({ model: 'two' }) })).status).toBe(200)
  const models = await ask(server.port, { method: 'GET', path: '/v1/models' })
  expect(JSON.parse(models.body.toString())).toMatchObject({ object: 'list', data: [{ id: 'one' }, { id: 'two' }] })
})

test('unknown paths are a 404, wrong methods a 405', async () => {
  await using server = await startMockServer(fast)
  expect((await ask(server.port, { method: 'GET', path: '/constructor' })).status).toBe(404)
  expect((await ask(server.port, { method: 'GET', path: '/v1/chat/completions' })).status).toBe(405)
  expect((await ask(server.port, { method: 'GET', path: '/health?verbose=1' })).status).toBe(200)
})

test('without the API key there is a 401, and the key is nowhere', async () => {
  const apiKey = 'secret-key-of-the-test'
  await using server = await startMockServer({ ...fast, apiKey })
  const everything = async (server_: MockServer): Promise<string> => {
    const answers = [
      await ask(server_.port, { body: chat() }),
      await ask(server_.port, { body: chat(), headers: { authorization: 'Bearer wrong' } }),
      await ask(server_.port, { method: 'GET', path: '/v1/models', headers: { authorization: apiKey } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
    expect(errorOf(answers[0]?.body ?? Buffer.alloc(0)).code).toBe('invalid_api_key')
    const right = await ask(server_.port, { body: chat(), headers: { authorization: `Bearer ${apiKey}` } })
    expect(right.status).toBe(200)
    const open = await Promise.all(
      ['/health', '/metrics', '/mock/stamps'].map(async (path) => await ask(server_.port, { method: 'GET', path })),
    )
    expect(open.map(({ status }) => status)).toEqual([200, 200, 200])
    return [...answers, right, ...open].map(({ raw }) => raw.toString()).join('\n')
  }
  expect(await everything(server)).not.toContain(apiKey)
  expect(JSON.stringify(server)).not.toContain(apiKey)
})

test('asked as a proxy, it answers in the place of every host', async () => {
  await using server = await startMockServer(fast)
  const answer = await ask(server.port, { body: chat(), path: 'http://llm.internal.test/v1/chat/completions' })
  expect(answer.status).toBe(200)
  expect((await ask(server.port, { body: chat(), path: 'http://llm.internal.test/nothing' })).status).toBe(404)
})

test('metrics may ask for the key, and one connection at a time be served', async () => {
  await using guarded = await startMockServer({ apiKey: 'k', metricsKey: true })
  const metrics = { method: 'GET', path: '/metrics' } as const
  expect((await ask(guarded.port, metrics)).status).toBe(401)
  expect((await ask(guarded.port, { ...metrics, headers: { authorization: 'Bearer k' } })).status).toBe(200)
  await using single = await startMockServer({ oneConnection: true })
  const first = await RawClient.open(single.port)
  expect((await first.request(metrics)).status).toBe(200)
  await using second = await RawClient.open(single.port)
  const waiting = second.request(metrics)
  expect((await first.request(metrics)).status).toBe(200)
  await first[Symbol.asyncDispose]()
  expect((await waiting).status).toBe(200)
})

test('the list may be null, blank, or of other names than those that are served', async () => {
  const listOf = async (options: object): Promise<string> => {
    await using server = await startMockServer({ ...fast, ...options })
    expect((await ask(server.port, { body: chat() })).status).toBe(200)
    return (await ask(server.port, { method: 'GET', path: '/v1/models' })).body.toString()
  }
  expect(JSON.parse(await listOf({ modelList: 'null' }))).toEqual({ object: 'list', data: null })
  expect(await listOf({ modelList: 'blank' })).toBe('')
  expect(JSON.parse(await listOf({ listed: ['unknown'] }))).toMatchObject({ data: [{ id: 'unknown' }] })
})

test.each([400, 403, 500] as const)('a key that is missed may be a %i', async (keyStatus) => {
  await using server = await startMockServer({ ...fast, apiKey: 'k', keyStatus })
  const { status, body } = await ask(server.port, { body: chat() })
  expect(status).toBe(keyStatus)
  expect(errorOf(body).message).toContain(keyStatus === 403 ? 'API key' : 'No api key passed in')
})

test('a connection may be closed after a streamed answer that keeps it', async () => {
  await using server = await startMockServer({ ...fast, closesQuietly: true })
  const answer = await fetch(`${server.url}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ ...chat(), stream: true }),
  })
  expect(answer.headers.get('connection')).not.toBe('close')
  expect(await answer.text()).toContain('[DONE]')
})
