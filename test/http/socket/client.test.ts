import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { parseAnswer } from '../../../src/http/answer/answer.ts'
import { now } from '../../../src/clock.ts'
import { ask, clientOf, pauses, played } from '../support/asking.ts'
import { chunk, delta, event, lastChunk, plain, shortStream, streamHead } from '../support/messages.ts'
import { FIN, RST, scriptedServer, type Step } from '../support/scripted-server.ts'

test('a kept connection is used again, the last one first', async () => {
  await using server = await scriptedServer(() => [shortStream])
  using client = clientOf(server.url)
  const first = await ask(client)
  const second = await ask(client)
  expect(first.connect).toEqual({ dnsMs: 0, tcpMs: expect.any(Number), tlsMs: null })
  expect(second.connect).toBeNull()
  expect(client.connectionsOpened).toBe(1)
  await Promise.all([ask(client), ask(client), ask(client)])
  expect(client.connectionsOpened).toBe(3)
  expect(server.connections()).toBe(3)
})

test('connections opened ahead are used, and no more are opened', async () => {
  await using server = await scriptedServer(() => [20, shortStream])
  using client = clientOf(server.url)
  await client.open(70)
  expect(client.connectionsOpened).toBe(70)
  const exchanges = await Promise.all(Array.from({ length: 70 }, async () => ask(client)))
  expect(exchanges.every(({ connect, failure }) => connect === null && failure === null)).toBe(true)
  await client.open(70)
  expect(client.connectionsOpened).toBe(70)
})

test('opening ahead names the endpoint that is not there', async () => {
  using client = clientOf(`http://127.0.0.1:${await closedPort()}`)
  await expect(client.open(2)).rejects.toMatchObject({ code: 'endpoint-unreachable' })
})

test('an idle connection that the server closed is dropped before use', async () => {
  await using server = await scriptedServer(() => [shortStream])
  using client = clientOf(server.url)
  await ask(client)
  server.hangUp()
  await sleep(50)
  const exchange = await ask(client)
  expect(exchange).toMatchObject({ failure: null, retried: false })
  expect(exchange.connect).not.toBeNull()
})

// A busy machine may see the loss too late for a second sending.
test('a reused connection that breaks at once is tried once more on a fresh one', { retry: 3 }, async () => {
  for (const end of [RST, FIN] as const) {
    await using server = await scriptedServer((_, __, onConnection) => (onConnection === 1 ? [shortStream] : [end]))
    using client = clientOf(server.url)
    await ask(client)
    const exchange = await ask(client)
    expect(exchange).toMatchObject({ failure: null, retried: true })
    expect(exchange.connect).not.toBeNull()
    expect(server.requests).toHaveLength(3)
    expect(exchange.sent).toBeGreaterThan(exchange.began)
  }
})

test('a reused connection that breaks late had the request: it is a reset, and not sent again', async () => {
  for (const end of [RST, FIN] as const) {
    await using server = await scriptedServer((_, __, onConnection) => (onConnection === 1 ? [shortStream] : [60, end]))
    using client = clientOf(server.url)
    await ask(client)
    // Sooner after the answer it may have been closed because of that.
    await sleep(260)
    const exchange = await ask(client)
    expect(exchange).toMatchObject({ connect: null, failure: { class: 'reset' }, retried: false })
    expect(exchange.ended - exchange.sent).toBeGreaterThan(55)
    expect(server.requests).toHaveLength(2)
  }
})

test('a server that is slow to close after its answer is asked once more, and then afresh each time', async () => {
  for (const end of [RST, FIN] as const) {
    await using server = await scriptedServer((_, __, onConnection) => (onConnection === 1 ? [shortStream] : [60, end]))
    using client = clientOf(server.url)
    await ask(client)
    expect(await ask(client)).toMatchObject({ failure: null, retried: true })
    for (let request = 0; request < 3; request++)
      expect(await ask(client)).toMatchObject({ failure: null, retried: false })
    expect(server.requests).toHaveLength(6)
  }
})

test('a second sending that breaks is a failure', { retry: 3 }, async () => {
  await using server = await scriptedServer((_, total) => (total === 1 ? [shortStream] : [RST]))
  using client = clientOf(server.url)
  await ask(client)
  expect(await ask(client)).toMatchObject({ failure: { class: 'reset' }, retried: true })
  expect(server.requests).toHaveLength(3)
})

test('a reused connection that breaks after the first byte is not tried again', async () => {
  await using server = await scriptedServer((_, __, onConnection) =>
    onConnection === 1 ? [shortStream] : ['HTTP/1.1 2', 30, RST],
  )
  using client = clientOf(server.url)
  await ask(client)
  expect(await ask(client)).toMatchObject({ failure: { class: 'reset' }, retried: false })
  expect(server.requests).toHaveLength(2)
})

test('a fresh connection that breaks is a reset and not tried again', async () => {
  const { exchange } = await played([RST])
  expect(exchange).toMatchObject({ failure: { class: 'reset' }, retried: false })
  expect((await played([FIN])).exchange.failure).toEqual({
    class: 'reset',
    message: 'the connection was closed without an answer',
  })
})

test('the request is one write with the base path, its headers and its length', async () => {
  await using server = await scriptedServer(() => [plain('{}')])
  using client = clientOf(`${server.url}/`)
  await client.exchange(
    {
      method: 'POST',
      path: '/chat/completions',
      headers: { Authorization: 'Bearer k', 'Content-Length': '9999' },
      body: '{"a":"ä"}',
      expects: 'whole',
    },
    new AbortController().signal,
  )
  expect(server.requests[0]?.split('\r\n')).toEqual([
    'POST /v1/chat/completions HTTP/1.1',
    `host: 127.0.0.1:${server.port}`,
    'accept: application/json',
    'accept-encoding: identity',
    'content-type: application/json',
    'authorization: Bearer k',
    'content-length: 10',
    '',
    Buffer.from('{"a":"ä"}').toString('latin1'),
  ])
})

test('a header with a line break is never sent', async () => {
  await using server = await scriptedServer(() => [plain('{}')])
  using client = clientOf(server.url)
  const exchange = await client.exchange(
    { method: 'GET', path: '/', headers: { a: 'b\r\nc: d' }, body: null, expects: 'whole' },
    new AbortController().signal,
  )
  expect(exchange.failure?.class).toBe('malformed')
  expect(server.requests).toHaveLength(0)
})

test('each read is stamped, and the stamps follow the pauses of the server', async () => {
  const before = now()
  const pause = pauses()
  const { exchange } = await played([
    streamHead,
    pause(40),
    chunk(delta({ content: 'a' })),
    pause(40),
    chunk(delta({ content: 'b' }, 'stop')),
    pause(40),
    lastChunk,
  ])
  const [first = 0, second = 0] = exchange.readTimes
  expect(exchange.readTimes).toHaveLength(2)
  expect(exchange.began).toBeGreaterThanOrEqual(before)
  expect(exchange.sent).toBeGreaterThan(exchange.began)
  expect(first - exchange.sent).toBeGreaterThan(38)
  expect(second - first).toBeGreaterThan(38)
  expect(exchange.ended - second).toBeGreaterThan(38)
  expect(exchange.readEnds.at(-1)).toBe(exchange.body.length)
})

test('bodies by length, by chunks and by the end of the connection are the same', async () => {
  const body = shortBody.repeat(3000)
  const pieces: readonly (readonly Step[])[] = [
    [plain(body)],
    [streamHead, chunk(body.slice(0, 5)), chunk(body.slice(5, 90_000)), chunk(body.slice(90_000)), lastChunk],
    [`HTTP/1.1 200 OK\r\n\r\n${body}`, FIN],
    [`HTTP/1.0 200 OK\r\n\r\n${body}`, FIN],
    [`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200\r\ncontent-length:${Buffer.byteLength(body)}\r\n\r\n${body}`],
  ]
  for (const steps of pieces) {
    const { exchange } = await played(steps)
    expect(exchange.failure).toBeNull()
    expect(exchange.body.toString()).toBe(body)
  }
})

test('a chunked answer may be cut anywhere, one byte a read', async () => {
  const whole = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;name=value\r\nhello\r\n0A \r\n, wörld!!\r\n0\r\nTrailer: x\r\n\r\n`
  const steps = [...Buffer.from(whole)].flatMap((byte) => [Buffer.from([byte]), 1])
  const { exchange } = await played([...steps])
  expect(exchange.failure).toBeNull()
  expect(exchange.body.toString()).toBe('hello, wörld!!')
  expect(exchange.readEnds.at(-1)).toBe(15)
  expect(exchange.readEnds.every((end, index) => end > (exchange.readEnds[index - 1] ?? 0))).toBe(true)
})

test('answers that are no HTTP/1.1 are malformed', async () => {
  for (const steps of [
    ['SSH-2.0-OpenSSH_9.6\r\n'],
    ['HTTP/2 200\r\n\r\n'],
    [streamHead, 'zz\r\nhello\r\n'],
    [streamHead, '2\r\nhello\r\n'],
    [streamHead, '1234567890abcdef\r\n'],
    ['HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n'],
    ['HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n'],
  ]) {
    const { exchange } = await played(steps)
    expect(exchange.failure?.class, steps.join('')).toBe('malformed')
  }
})

test('a connection that is not clean after an answer is not used again', async () => {
  for (const answer of [
    plain('{}', '200 OK', 'connection: close'),
    `${plain('{}')}HTTP/1.1 200 OK\r\n\r\n`,
    'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\n{}',
  ]) {
    await using server = await scriptedServer(() => [answer])
    using client = clientOf(server.url)
    await ask(client)
    expect(await ask(client)).toMatchObject({ failure: null, retried: false })
    expect(client.connectionsOpened).toBe(2)
  }
})

test('a statusful refusal carries its text and how long to wait, and is not sent again', async () => {
  await using server = await scriptedServer(() => [
    plain('{"error":{"message":"slow\\u001b[31m down"}}', '429 Too Many Requests', 'Retry-After: 7'),
  ])
  using client = clientOf(server.url)
  const exchange = await ask(client)
  expect(exchange).toMatchObject({
    status: 429,
    retryAfterSeconds: 7,
    failure: { class: 'http-status', message: 'status 429: slow down' },
  })
  expect(server.requests).toHaveLength(1)
  expect((await ask(client)).connect).toBeNull()
})

test('refusals of other shapes are still one short line', async () => {
  const say = async (body: string, status: string): Promise<string | undefined> =>
    (await played([plain(body, status)])).exchange.failure?.message
  expect(await say('<html><body>Bad</body></html>', '502 Bad Gateway')).toBe('status 502: an HTML page')
  expect(await say('', '500 Internal Server Error')).toBe('status 500: Internal Server Error')
  expect(await say('{"detail":"Not Found"}', '404 Not Found')).toBe('status 404: Not Found')
  expect((await say('x'.repeat(5000), '500 No'))?.length).toBeLessThan(220)
})

test('a redirect is a failure that names where it leads', async () => {
  const { exchange } = await played([
    plain('', '308 Permanent Redirect', 'location: https://other.example:8443/v1?key=abc'),
  ])
  expect(exchange.failure).toEqual({
    class: 'http-status',
    message:
      'status 308: redirected to https://other.example:8443/v1?key=…, another origin, to which nothing is sent; name the final address as url',
  })
})

test('secrets never reach a message, whole, encoded, split or cut', async () => {
  const secret = 'sk-a+b/c=9876543210'
  const echoes = [
    secret,
    `Bearer ${secret}`,
    encodeURIComponent(secret),
    `sk-a+b\u200B/c=9876543210`,
    'x'.repeat(190) + secret,
  ]
  for (const echo of echoes) {
    const { exchange, answer } = await played(
      [plain(JSON.stringify({ error: { message: `bad key ${echo}` } }), '401 Unauthorized')],
      {},
      { secrets: [`Bearer ${secret}`] },
    )
    expect(exchange.failure?.message).not.toMatch(/987654|sk-a/)
    expect(answer.failure?.message).not.toMatch(/987654|sk-a/)
    const streamed = await played(
      [streamHead, chunk(event({ error: { message: echo } })), lastChunk],
      {},
      { secrets: [secret] },
    )
    expect(streamed.answer.failure?.class).toBe('server-error')
    expect(streamed.answer.failure?.message).not.toMatch(/987654|sk-a/)
  }
})

test('a refused connection, an unknown name and a time-out while connecting have their classes', async () => {
  using refused = clientOf(`http://127.0.0.1:${await closedPort()}`)
  expect((await ask(refused)).failure).toMatchObject({
    class: 'refused',
    message: expect.stringContaining('ECONNREFUSED'),
  })
  using unknown = clientOf('http://no-such-host.invalid')
  const exchange = await ask(unknown)
  expect(exchange.failure?.class).toBe('dns')
  expect(exchange.sent).toBeNaN()
  // A TLS handshake that a plain server never answers.
  await using silent = await scriptedServer(() => [])
  using waiting = clientOf(silent.url.replace('http:', 'https:'), { connectMs: 60 })
  expect((await ask(waiting)).failure).toEqual({
    class: 'connect-timeout',
    message: `no connection to 127.0.0.1:${silent.port} within 60 ms`,
  })
})

test('a role chunk and comments are no token: the first-token time-out ends the wait', async () => {
  const { exchange } = await played([streamHead, chunk(delta({ role: 'assistant', content: '' })), ...pings(10)], {
    firstTokenMs: 100,
    stallMs: 60,
  })
  expect(exchange.failure).toEqual({ class: 'first-token-timeout', message: 'no generated token within 100 ms' })
  expect(exchange.ended - exchange.sent).toBeGreaterThanOrEqual(100)
})

test('a stream that stops generating stalls, comments or not', async () => {
  for (const kept of [[], pings(10)]) {
    const { exchange, answer } = await played(
      [streamHead, chunk(delta({ content: 'a' })), chunk(delta({ content: 'b' })), ...kept],
      { stallMs: 80 },
    )
    expect(exchange.failure?.class).toBe('stall')
    expect(answer).toMatchObject({ text: 'ab', failure: { class: 'stall' } })
    expect(exchange.ended - answer.end).toBeGreaterThanOrEqual(80)
  }
})

test('a slow stream of completions that keeps going is no stall', async () => {
  const steps = Array.from({ length: 8 }, (_, index) => [
    30,
    chunk(event({ choices: [{ text: `t${index}`, finish_reason: index === 7 ? 'length' : null }] })),
  ])
  const { exchange } = await played([streamHead, ...steps.flat(), lastChunk], { stallMs: 200, firstTokenMs: 200 })
  expect(exchange.failure).toBeNull()
  expect(parseAnswer(exchange, 'completion').text).toBe('t0t1t2t3t4t5t6t7')
})

test('the total time-out ends a stream however lively it is', async () => {
  const tokens = Array.from({ length: 40 }, () => [10, chunk(delta({ content: 'a' }))]).flat()
  const { exchange } = await played([streamHead, ...tokens], { totalMs: 150 })
  expect(exchange.failure?.class).toBe('total-timeout')
  expect(exchange.ended - exchange.began).toBeGreaterThanOrEqual(150)
})

test('a plain answer knows neither first token nor stall', async () => {
  await using server = await scriptedServer(() => [150, plain('{"choices":[{"message":{"content":"Hi"}}]}')])
  using client = clientOf(server.url, { firstTokenMs: 50, stallMs: 50 })
  const exchange = await client.exchange(
    { method: 'POST', path: '/chat/completions', headers: {}, body: '{}', expects: 'whole' },
    new AbortController().signal,
  )
  expect(exchange.failure).toBeNull()
})

test('an answer that says it is done ends at once although the server holds the connection', async () => {
  const began = now()
  const { exchange, answer } = await played([streamHead, chunk(delta({ content: 'a' }) + event('[DONE]')), 5000])
  expect(answer).toMatchObject({ failure: null, text: 'a', unended: false })
  expect(exchange).toMatchObject({ failure: null, ended: exchange.readTimes.at(-1) })
  // It was looked at every quarter of a second once.
  expect(now() - began).toBeLessThan(2000)
})

test('an end mark with something behind it ends the answer too', async () => {
  const { exchange, answer } = await played([
    streamHead,
    chunk(`${delta({ content: 'a' })}${event('[DONE]')}: bye\n\n`),
    15_000,
  ])
  expect(answer).toMatchObject({ failure: null, text: 'a', unended: false })
  expect(exchange.failure).toBeNull()
})

test('an end mark behind which comments never pause ends the answer, long before a time-out', async () => {
  const comments = Array.from({ length: 100 }, () => [chunk(': ping\n\n'), 100]).flat()
  const began = now()
  const { answer } = await played([
    streamHead,
    chunk(`${delta({ content: 'a' })}${event('[DONE]')}: ping\n\n`),
    ...comments,
  ])
  expect(answer).toMatchObject({ failure: null, text: 'a', unended: false })
  expect(now() - began).toBeLessThan(8000)
})

test('a body that ends a while after its end mark leaves a connection that serves on', async () => {
  const answered = [streamHead, chunk(delta({ content: 'a' }, 'stop') + event('[DONE]')), 100, lastChunk]
  await using server = await scriptedServer(() => answered)
  using client = clientOf(server.url)
  expect((await ask(client)).failure).toBeNull()
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect((await ask(client)).failure).toBeNull()
  expect(client.connectionsOpened).toBe(1)
})

test('a reset behind the end mark takes nothing from the answer', async () => {
  const { answer } = await played([streamHead, chunk(delta({ content: 'a' }) + event('[DONE]')), RST])
  expect(answer).toMatchObject({ failure: null, text: 'a' })
})

test('a finish reason ends nothing: what follows after a pause is still the answer', async () => {
  const every = (text: string): Buffer => chunk(delta({ content: text }, 'stop'))
  const usage = event({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 3 } })
  const end = chunk(usage + event('[DONE]'))
  const steps = [streamHead, every('a'), every('b'), 1400, every('c'), end, lastChunk]
  const { exchange, answer } = await played(steps)
  expect(answer).toMatchObject({ failure: null, text: 'abc', usage: { output: 3 } })
  expect(answer.end - exchange.sent).toBeGreaterThan(1300)
})

test('a finish reason on a connection that is held open is waited at for the stall time-out', async () => {
  const { exchange, answer } = await played(
    [streamHead, chunk(delta({ content: 'a' })), chunk(delta({}, 'stop')), 9000],
    {
      stallMs: 300,
    },
  )
  expect(answer).toMatchObject({ failure: null, text: 'a', finish: 'stop', unended: true })
  expect(exchange.ended - answer.end).toBeGreaterThan(280)
})

test('a reset, or an end without the end of the body, behind a finish reason is a failure', async () => {
  const finished = chunk(delta({ content: 'a' }, 'stop'))
  for (const [end, failure] of [
    [RST, 'reset'],
    [FIN, 'truncated'],
  ] as const) {
    const { answer } = await played([streamHead, finished, finished, 10, end])
    expect(answer).toMatchObject({ text: 'aa', failure: { class: failure } })
  }
  const untilEnd = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n'
  expect((await played([untilEnd, delta({ content: 'a' }, 'stop'), 10, FIN])).answer.failure).toBeNull()
})

test('an abort ends what is connecting, waiting or streaming, and what comes after it at once', async () => {
  await using server = await scriptedServer((_, total) =>
    total === 1 ? [] : [streamHead, chunk(delta({ content: 'a' }))],
  )
  using client = clientOf(server.url)
  using connecting = clientOf(server.url.replace('http:', 'https:'))
  const controller = new AbortController()
  const pending = [ask(client, controller.signal), ask(client, controller.signal), ask(connecting, controller.signal)]
  await sleep(50)
  controller.abort()
  for (const exchange of await Promise.all(pending)) expect(exchange.failure?.class).toBe('aborted')
  expect(await ask(client, controller.signal)).toMatchObject({ sent: Number.NaN, failure: { class: 'aborted' } })
})

test('closing the client ends what is under way', async () => {
  await using server = await scriptedServer(() => [streamHead])
  const client = clientOf(server.url)
  const pending = ask(client)
  await sleep(30)
  client.close()
  expect((await pending).failure?.class).toBe('aborted')
  expect((await ask(client)).failure?.class).toBe('aborted')
})

test('an url that is none, or holds a query or a password, is refused without showing the password', () => {
  expect(() => clientOf('http://127.0.0.1/v1?key=hunter2')).toThrow(/^(?!.*hunter2).*query/)
  expect(() => clientOf('localhost:8000')).toThrow(
    'url: "localhost:8000" is not allowed here; give an http or https address',
  )
  expect(() => clientOf('http://me:hunter2@127.0.0.1/v1')).toThrow(/^(?!.*hunter2).*user name or password/)
})

test('the pool survives more parallel streams than it has seen', async () => {
  await using server = await scriptedServer(() => [5, shortStream])
  using client = clientOf(server.url)
  for (const count of [10, 40, 5]) {
    const all = await Promise.all(Array.from({ length: count }, async () => ask(client)))
    expect(all.every(({ failure }) => failure === null)).toBe(true)
  }
  expect(client.connectionsOpened).toBe(40)
})

const shortBody = 'data: {"choices":[{"delta":{"content":"wörd"}}]}\n\n'

function pings(count: number): (Buffer | number)[] {
  return Array.from({ length: count }, () => [20, chunk(': keep-alive\n\n')]).flat()
}

async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => {
    server.close(resolve)
  })
  return port
}

test('answers that have come together are all stamped before the first of their clients goes on', async () => {
  const clients = 20
  const waiting: (() => void)[] = []
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', () => {
      waiting.push(() => socket.write([streamHead, chunk(delta({ content: 'a' })), lastChunk].join('')))
      // All in one turn: they lie ready when the client is next to read.
      if (waiting.length === clients) for (const answer of waiting) answer()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  using client = clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const wentOn: number[] = []
  const exchanges = await Promise.all(
    Array.from({ length: clients }, async () => {
      const exchange = await ask(client)
      wentOn.push(now())
      // As the making of a next request takes its time.
      while (now() < (wentOn.at(-1) as number) + 1);
      return exchange
    }),
  )
  server.close()
  expect(exchanges.every(({ failure }) => failure === null)).toBe(true)
  expect(Math.max(...exchanges.map(({ ended }) => ended))).toBeLessThan(Math.min(...wentOn))
})
