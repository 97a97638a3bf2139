import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { parseAnswer } from '../../../src/http/answer/answer.ts'
import { ask, clientOf, pauses } from '../support/asking.ts'
import { chunk, delta, event, lastChunk, shortStream, streamHead } from '../support/messages.ts'
import { RST, scriptedServer } from '../support/scripted-server.ts'
import { selfSigned } from '../support/self-signed.ts'

const trusting = { tls: { ca: selfSigned.cert } }

test('streams over TLS are read, and their connection is kept', async () => {
  await using server = await scriptedServer(() => {
    const pause = pauses()
    return [
      streamHead + chunk(delta({ content: 'a' })).toString(),
      pause(30),
      chunk(delta({ content: 'b' }, 'stop') + event('[DONE]')),
      lastChunk,
    ]
  }, selfSigned)
  using client = clientOf(server.url, {}, trusting)
  const first = await ask(client)
  const second = await ask(client)
  expect(first.connect?.tlsMs).toBeGreaterThan(0)
  expect(second.connect).toBeNull()
  expect(client.connectionsOpened).toBe(1)
  for (const exchange of [first, second]) {
    const answer = parseAnswer(exchange, 'chat')
    expect(answer).toMatchObject({ text: 'ab', failure: null })
    expect(answer.end - (answer.first ?? 0)).toBeGreaterThan(28)
  }
})

test('many streams at once over TLS do not mix', async () => {
  const long = (name: string): string => `${name}:${name.repeat(5000)}`
  await using server = await scriptedServer((request) => {
    const text = long(/"name":"(\w+)"/.exec(request)?.[1] ?? '')
    return [
      streamHead,
      chunk(delta({ content: text.slice(0, 100) })),
      5,
      chunk(delta({ content: text.slice(100) }, 'stop')),
      lastChunk,
    ]
  }, selfSigned)
  using client = clientOf(server.url, {}, trusting)
  const { signal } = new AbortController()
  const names = Array.from({ length: 40 }, (_, index) => `n${index}`)
  const texts = await Promise.all(
    names.map(async (name) => {
      const body = JSON.stringify({ name })
      const exchange = await client.exchange(
        { method: 'POST', path: '/c', headers: {}, body, expects: 'stream' },
        signal,
      )
      return parseAnswer(exchange, 'chat').text
    }),
  )
  expect(texts).toEqual(names.map(long))
})

test('an unknown certificate is refused unless it is given or not asked for', async () => {
  await using server = await scriptedServer(() => [shortStream], selfSigned)
  using wary = clientOf(server.url)
  expect((await ask(wary)).failure).toMatchObject({ class: 'tls', message: expect.stringContaining('SELF_SIGNED') })
  using careless = clientOf(server.url, {}, { tls: { rejectUnauthorized: false } })
  expect((await ask(careless)).failure).toBeNull()
  using named = clientOf(server.url.replace('127.0.0.1', 'localhost'), {}, trusting)
  expect((await ask(named)).failure).toBeNull()
  using misnamed = clientOf(server.url, {}, { tls: { ca: selfSigned.cert, servername: 'other.example' } })
  expect((await ask(misnamed)).failure).toMatchObject({ class: 'tls', message: expect.stringContaining('ALTNAME') })
})

test('https where http is spoken, and http where https is, fail at once', async () => {
  // Such a server answers the handshake with a plain refusal.
  await using refusing = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  })
  refusing.listen(0, '127.0.0.1')
  await once(refusing, 'listening')
  using secure = clientOf(`https://127.0.0.1:${(refusing.address() as AddressInfo).port}`)
  expect((await ask(secure)).failure).toMatchObject({
    class: 'tls',
    message: expect.stringContaining('wrong version number'),
  })
  await using tlsServer = await scriptedServer(() => [shortStream], selfSigned)
  using open = clientOf(tlsServer.url.replace('https:', 'http:'))
  expect((await ask(open)).failure?.class).toMatch(/^(?:reset|malformed)$/)
  expect(tlsServer.requests).toEqual([])
})

// A busy machine may see the loss too late for a second sending.
test('a reused TLS connection that the server broke is tried once more', { retry: 3 }, async () => {
  await using server = await scriptedServer(
    (_, __, onConnection) => (onConnection === 1 ? [shortStream] : [RST]),
    selfSigned,
  )
  using client = clientOf(server.url, {}, trusting)
  await ask(client)
  expect(await ask(client)).toMatchObject({ failure: null, retried: true })
})
