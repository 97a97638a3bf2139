import { expect, test } from 'vitest'
import { startMockServer } from '../../src/mock-server/index.ts'
import { errorOf } from './error-body.ts'
import { ask, chat, RawClient, texts } from './raw-client.ts'

const fast = { ttft: 1, interToken: 1, tokens: 3 }

test('a request may come in any pieces', async () => {
  await using server = await startMockServer(fast)
  await using client = await RawClient.open(server.port)
  const body = JSON.stringify(chat({ messages: [{ role: 'user', content: 'für dich 🚀' }] }))
  const text = `POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  const answer = client.receive(20_000)
  const bytes = Buffer.from(text)
  for (let start = 0; start < bytes.length; start += 17) {
    client.socket.write(bytes.subarray(start, start + 17))
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(texts(await answer).deltas).toBe(3)
  const [stamps] = server.stamps()
  expect(stamps?.promptTokens).toBe(3)
  expect(stamps?.received).toBeGreaterThan(stamps?.arrived ?? Number.NaN)
})

test('a body may come in chunks, cut anywhere', async () => {
  await using server = await startMockServer(fast)
  const body = JSON.stringify(chat())
  const answer = await ask(server.port, { chunked: [body.slice(0, 20), body.slice(20, 21), body.slice(21)] })
  expect(texts(answer).deltas).toBe(3)
})

test('a large prompt is read', async () => {
  await using server = await startMockServer(fast)
  const content = 'word '.repeat(300_000)
  expect(texts(await ask(server.port, { body: chat({ messages: [{ role: 'user', content }] }) })).deltas).toBe(3)
  expect(server.stamps()[0]?.promptTokens).toBe(300_000)
})

test('a connection serves one request after the other', async () => {
  await using server = await startMockServer(fast)
  await using client = await RawClient.open(server.port)
  for (let index = 0; index < 3; index++) {
    expect(texts(await client.request({ body: chat() })).deltas).toBe(3)
  }
  expect((await client.request({ method: 'GET', path: '/health' })).body.toString()).toBe('{"status":"ok"}')
  expect(server).toMatchObject({ requests: 3, connections: 1 })
})

test('a request that comes before the last answer is complete waits', async () => {
  await using server = await startMockServer(fast)
  await using client = await RawClient.open(server.port)
  let text = ''
  const both = new Promise<void>((resolve) => {
    client.socket.on('data', (bytes: Buffer) => {
      text += bytes.toString()
      if (text.match(/\[DONE\]/g)?.length === 2) resolve()
    })
  })
  const body = JSON.stringify(chat())
  const request = `POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  client.socket.write(request)
  while (server.requests === 0) await new Promise((resolve) => setTimeout(resolve, 1))
  client.socket.write(request)
  await both
  expect(text.indexOf('HTTP/1.1 200', 1)).toBeGreaterThan(text.indexOf('[DONE]'))
  const [first, second] = server.stamps()
  expect(second?.received).toBeGreaterThanOrEqual(first?.ended ?? Number.NaN)
})

test('a connection closes when the client says so', async () => {
  await using server = await startMockServer(fast)
  await using client = await RawClient.open(server.port)
  const ended = new Promise((resolve) => client.socket.once('end', resolve))
  const answer = await client.request({ body: chat(), headers: { connection: 'close' } })
  expect(answer.end).toBe('complete')
  await ended
})

test('a client that waits for "100 Continue" is told to go on', async () => {
  await using server = await startMockServer(fast)
  await using client = await RawClient.open(server.port)
  const body = JSON.stringify(chat())
  const told = new Promise<string>((resolve) =>
    client.socket.once('data', (bytes: Buffer) => resolve(bytes.toString())),
  )
  client.socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: ${body.length}\r\n\r\n`,
  )
  expect(await told).toBe('HTTP/1.1 100 Continue\r\n\r\n')
  const answer = client.receive(20_000)
  client.socket.write(body)
  expect(texts(await answer).deltas).toBe(3)
})

test.for([
  ['not HTTP at all\r\n\r\n', 400],
  ['GET /health HTTP/1.1\r\n: no name\r\n\r\n', 400],
  ['POST /v1/completions HTTP/1.1\r\ncontent-length: -1\r\n\r\n', 400],
  ['POST /v1/completions HTTP/1.1\r\ncontent-length: 99999999999\r\n\r\n', 413],
  ['POST /v1/completions HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n', 400],
  ['POST /v1/completions HTTP/1.1\r\ntransfer-encoding: gzip\r\n\r\n', 501],
  [`GET /health HTTP/1.1\r\nx: ${'y'.repeat(70_000)}`, 431],
] as const)('%j is refused', async ([text, status]) => {
  await using server = await startMockServer(fast)
  await using client = await RawClient.open(server.port)
  const answer = client.receive(20_000)
  client.socket.write(text)
  expect((await answer).status).toBe(status)
  // And the server goes on for others.
  expect((await ask(server.port, { method: 'GET', path: '/health' })).status).toBe(200)
})

test.for([
  ['{"messages":', /not JSON/],
  [[], /not a JSON object/],
  [{}, /'messages' must be a list/],
  [chat({ messages: [] }), /at least one message/],
  [chat({ messages: ['hello'] }), /must be an object/],
  [chat({ max_tokens: 0 }), /'max_tokens' must be a whole number of at least 1/],
  [chat({ max_completion_tokens: 'many' }), /'max_completion_tokens' must be/],
  [chat({ n: 2 }), /'n' must be 1/],
] as const)('the body %j is refused with a 400', async ([body, message]) => {
  await using server = await startMockServer(fast)
  const answer = await ask(server.port, { body })
  expect(answer.status).toBe(400)
  expect(errorOf(answer.body).message).toMatch(message)
  expect(errorOf(answer.body).type).toBe('invalid_request_error')
})
