import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import {
  type Fault,
  type FaultKind,
  faultKinds,
  type MockServer,
  startMockServer,
} from '../../../src/mock-server/index.ts'
import { ask, chat, json, type RawAnswer, texts, usage } from '../raw-client.ts'

const fast = { ttft: 5, interToken: 2, tokens: 10, usage: 'always' } as const

async function faulty(
  fault: Fault,
  body: object = chat(),
  waitMs = 20_000,
): Promise<{ answer: RawAnswer; server: MockServer }> {
  const server = await startMockServer({ ...fast, faults: [fault] })
  const answer = await ask(server.port, { body, waitMs })
  await server.close()
  return { answer, server }
}

test.for([
  ['refuse-400', 400, undefined],
  ['refuse-401', 401, undefined],
  ['refuse-403', 403, undefined],
  ['refuse-404', 404, undefined],
  ['refuse-407', 407, undefined],
  ['refuse-426', 426, undefined],
  ['refuse-429', 429, '7'],
  ['refuse-500', 500, undefined],
  ['refuse-502', 502, undefined],
  ['refuse-503', 503, '7'],
  ['refuse-505', 505, undefined],
] as const)('%s refuses with an error as the API words it', async ([kind, status, retryAfter]) => {
  const { answer, server } = await faulty({ kind, retryAfter: 7 })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('retry-after')).toBe(retryAfter)
  expect(JSON.parse(answer.body.toString())).toMatchObject({
    error: { message: expect.any(String), type: expect.any(String) },
  })
  expect(server.stamps()).toMatchObject([{ fault: kind, ended: expect.any(Number), completionTokens: 0 }])
})

test('retry-after may be a text, and have another name', async () => {
  const { answer } = await faulty({ kind: 'refuse-429', retryAfter: '1500', retryAfterHeader: 'retry-after-ms' })
  expect(answer.headers.get('retry-after-ms')).toBe('1500')
  expect(answer.headers.get('retry-after')).toBeUndefined()
})

test('redirect leads to the same path with a slash, where it is answered; redirect-elsewhere to another origin', async () => {
  await using server = await startMockServer({ ...fast, faults: [{ kind: 'redirect', status: 308 }] })
  const first = await ask(server.port, { body: chat() })
  expect([first.status, first.headers.get('location')]).toEqual([308, '/v1/chat/completions/'])
  expect((await ask(server.port, { body: chat(), path: '/v1/chat/completions/' })).status).toBe(200)
  const { answer } = await faulty({ kind: 'redirect-elsewhere' })
  expect(answer.status).toBe(307)
  expect(answer.headers.get('location')).toMatch(/^https:\/\/elsewhere\.invalid\/v1\//)
})

test('http2-only answers in frames, contradicting-lengths in two lengths', async () => {
  const frames = await faulty({ kind: 'http2-only' })
  expect(frames.answer.raw.subarray(0, 9).toString('hex')).toBe('000000040000000000')
  const lengths = await faulty({ kind: 'contradicting-lengths' })
  expect(lengths.answer.head).toMatch(/content-length: 3\r\ncontent-length: 2/)
})

test('a bomb is small, and unpacks to more than fits', async () => {
  for (const [coding, unpack] of [
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
    ['br', brotliDecompressSync],
    ['zstd', zstdDecompressSync],
  ] as const) {
    const { answer } = await faulty({ kind: 'bomb', coding })
    expect(answer.headers.get('content-encoding')).toBe(coding)
    expect(answer.body.length).toBeLessThan(3 * 2 ** 20)
    expect(() => unpack(answer.body, { maxOutputLength: 256 * 2 ** 20 })).toThrow(/larger than/)
  }
})

test('odd-head is a sound answer under a head that few write', async () => {
  for (const body of [chat(), chat({ stream: false })]) {
    const { answer } = await faulty({ kind: 'odd-head' }, body, 500)
    expect(answer.raw.toString()).toMatch(
      /^HTTP\/1\.1 200\n[^]*\n(transfer-encoding|content-length): (.*)\n\1: \2\n[^]*\n\tand more\nnonsense\n\n/,
    )
  }
})

test('close-before-headers takes a request, and closes without a byte', async () => {
  const { answer } = await faulty({ kind: 'close-before-headers', interval: 20 })
  expect(answer.end).toBe('closed')
  expect(answer.raw).toHaveLength(0)
})

test('reset-before-headers resets the connection without a byte', async () => {
  const { answer } = await faulty({ kind: 'reset-before-headers' })
  expect(answer.end).toBe('reset')
  expect(answer.raw).toHaveLength(0)
})

test('hang-before-headers says nothing', async () => {
  const { answer } = await faulty({ kind: 'hang-before-headers' }, chat(), 150)
  expect(answer.end).toBe('open')
  expect(answer.raw).toHaveLength(0)
})

test('garbage-status is not HTTP', async () => {
  const { answer } = await faulty({ kind: 'garbage-status' })
  expect(answer.end).toBe('closed')
  expect(answer.raw.toString()).not.toMatch(/^HTTP/)
  expect(answer.raw.length).toBeGreaterThan(0)
})

test('not-json is a web page', async () => {
  const { answer } = await faulty({ kind: 'not-json' })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(answer.body.toString()).toMatch(/^<!doctype html>/)
})

test('hang-before-first-token sends headers and the role, and nothing more', async () => {
  const { answer } = await faulty({ kind: 'hang-before-first-token' }, chat(), 150)
  expect(answer).toMatchObject({ status: 200, end: 'open' })
  expect(answer.events).toHaveLength(1)
  expect(texts(answer).deltas).toBe(0)
})

test('empty is a stream without a token', async () => {
  const { answer, server } = await faulty({ kind: 'empty' })
  expect(answer).toMatchObject({ status: 200, end: 'complete' })
  expect(texts(answer).deltas).toBe(0)
  expect(usage(answer)).toMatchObject({ completion_tokens: 0 })
  expect(answer.events.at(-1)?.data).toBe('[DONE]')
  expect(server.stamps()[0]?.writes).toHaveLength(0)
})

test('stall writes its tokens and then nothing', async () => {
  const { answer, server } = await faulty({ kind: 'stall', after: 3 }, chat(), 200)
  expect(answer.end).toBe('open')
  expect(texts(answer).deltas).toBe(3)
  expect(server.stamps()).toMatchObject([{ completionTokens: 3, ended: null }])
})

test('slow-forever goes on beyond the tokens asked for', async () => {
  const { answer, server } = await faulty({ kind: 'slow-forever', interval: 20 }, chat({ max_tokens: 2 }), 1000)
  expect(answer.end).toBe('open')
  expect(texts(answer).deltas).toBeGreaterThan(3)
  const writes = server.stamps()[0]?.writes ?? []
  // The first one may be late, and those after it are then nearer to it.
  expect(((writes.at(-1) ?? 0) - (writes[0] ?? 0)) / (writes.length - 1)).toBeGreaterThanOrEqual(10)
})

test.for([
  ['reset-mid-stream', 'reset'],
  ['close-mid-stream', 'closed'],
] as const)('%s ends the connection inside the stream', async ([kind, end]) => {
  const { answer, server } = await faulty({ kind, after: 4 })
  expect(answer.end).toBe(end)
  expect(texts(answer).deltas).toBe(4)
  expect(answer.raw.toString()).not.toMatch(/0\r\n\r\n$/)
  expect(server.stamps()).toMatchObject([{ completionTokens: 4, ended: null }])
})

test('end-without-done ends soundly, only [DONE] is missing', async () => {
  const { answer } = await faulty({ kind: 'end-without-done' })
  expect(answer.end).toBe('complete')
  expect(texts(answer).deltas).toBe(10)
  expect(usage(answer)).toMatchObject({ completion_tokens: 10 })
  expect(answer.body.toString()).not.toContain('[DONE]')
})

test('error-frame is an error inside a 200', async () => {
  const { answer } = await faulty({ kind: 'error-frame', after: 2 })
  expect(answer).toMatchObject({ status: 200, end: 'complete' })
  expect(texts(answer).deltas).toBe(2)
  expect(json(answer).at(-1)).toMatchObject({ error: { code: 500 } })
})

test('malformed-json has one event that cannot be parsed', async () => {
  const { answer } = await faulty({ kind: 'malformed-json', after: 2 })
  expect(answer.end).toBe('complete')
  const broken = answer.events.map(({ data }, index) => {
    if (data === '[DONE]') return null
    try {
      JSON.parse(data)
      return null
    } catch {
      return index
    }
  })
  // After the role and two tokens.
  expect(broken.filter((index) => index !== null)).toEqual([3])
  expect(texts(answer).deltas).toBe(9)
})

test('malformed-chunk breaks the chunk framing', async () => {
  const { answer } = await faulty({ kind: 'malformed-chunk', after: 2 })
  expect(answer.end).toBe('closed')
  expect(texts(answer).deltas).toBe(2)
  expect(answer.raw.toString()).toContain('\r\nzz;')
})

/** Finish reasons of the events, in order. */
function finishes(answer: RawAnswer): unknown[] {
  return json(answer)
    .flatMap((frame) => (frame as { choices?: { finish_reason?: unknown }[] }).choices ?? [])
    .map(({ finish_reason }) => finish_reason)
    .filter((reason) => reason !== null)
}

test.for([
  ['finish-in-every-chunk', 'complete', 10],
  ['reset-after-finish', 'reset', 4],
] as const)('%s has a finish reason in the event of each token', async ([kind, end, tokens]) => {
  const { answer } = await faulty({ kind, after: 4 })
  expect(answer.end).toBe(end)
  expect(texts(answer).deltas).toBe(tokens)
  expect(finishes(answer).slice(0, tokens)).toEqual(Array.from({ length: tokens }, () => 'stop'))
})

test.for([
  ['hang-after-finish', false],
  ['hang-after-done', true],
] as const)('%s leaves the body open', async ([kind, done]) => {
  const { answer } = await faulty({ kind }, chat(), 200)
  expect(answer.end).toBe('open')
  expect(finishes(answer)).toEqual(['stop'])
  expect(usage(answer)).toMatchObject({ completion_tokens: 10 })
  expect(answer.body.toString().includes('[DONE]')).toBe(done)
})

test('gives-up says so in the finish reason, with an error of the choice unless it is told the reason', async () => {
  const { answer } = await faulty({ kind: 'gives-up', after: 2 })
  expect(texts(answer).deltas).toBe(2)
  expect(json(answer).at(-1)).toMatchObject({ choices: [{ finish_reason: 'error', error: { code: 502 } }] })
  const told = await faulty({ kind: 'gives-up', finish: 'abort' })
  expect(json(told.answer).at(-1)).toMatchObject({ choices: [{ finish_reason: 'abort' }] })
  expect(told.answer.body.toString()).not.toContain('"error"')
})

test('content-filter ends what was written so far', async () => {
  const { answer } = await faulty({ kind: 'content-filter', after: 0 })
  expect(texts(answer).deltas).toBe(0)
  expect(finishes(answer)).toEqual(['content_filter'])
})

const wholeEnds: Readonly<Partial<Record<FaultKind, RawAnswer['end']>>> = {
  'hang-before-first-token': 'open',
  stall: 'open',
  'slow-forever': 'open',
  'reset-mid-stream': 'reset',
  'close-mid-stream': 'closed',
  'malformed-chunk': 'closed',
}

test.for([
  'hang-before-first-token',
  'stall',
  'slow-forever',
  'empty',
  'reset-mid-stream',
  'close-mid-stream',
  'error-frame',
  'malformed-json',
  'malformed-chunk',
] as const)('%s meets an answer that is not streamed too', async (kind) => {
  const { answer, server } = await faulty({ kind }, chat({ stream: false }), 300)
  expect(answer.status).toBe(200)
  expect(answer.end).toBe(wholeEnds[kind] ?? 'complete')
  const parsed = (): { error?: unknown; choices?: [{ message: { content: string } }] } =>
    JSON.parse(answer.body.toString()) as { error?: unknown; choices?: [{ message: { content: string } }] }
  if (kind === 'empty') expect(parsed().choices?.[0].message.content).toBe('')
  else if (kind === 'error-frame') expect(parsed().error).toBeDefined()
  else expect(parsed).toThrow(SyntaxError)
  expect(server.stamps()[0]).toMatchObject({ fault: kind, completionTokens: 0 })
})

test('a fault meets every n-th request, given requests, and a seeded share', async () => {
  const statuses = async (fault: Partial<Fault>, seed = 1): Promise<string> => {
    await using server = await startMockServer({ ...fast, tokens: 1, seed, faults: [{ kind: 'refuse-500', ...fault }] })
    let text = ''
    for (let index = 0; index < 12; index++) {
      text += (await ask(server.port, { body: chat() })).status === 500 ? 'x' : '.'
    }
    return text
  }
  expect(await statuses({ every: 3 })).toBe('..x..x..x..x')
  expect(await statuses({ requests: [0, 5] })).toBe('x....x......')
  const drawn = await statuses({ share: 0.5 })
  expect(drawn).toMatch(/x/)
  expect(drawn).toMatch(/\./)
  expect(await statuses({ share: 0.5 })).toBe(drawn)
  expect(await statuses({ share: 0.5 }, 2)).not.toBe(drawn)
  expect(await statuses({ share: 0 })).toBe('............')
})

test('a request forces a fault by a header', async () => {
  await using server = await startMockServer(fast)
  const forced = await ask(server.port, { body: chat(), headers: { 'x-mock-fault': 'refuse-503' } })
  expect(forced.status).toBe(503)
  const unknown = await ask(server.port, { body: chat(), headers: { 'x-mock-fault': 'nonsense' } })
  expect(unknown.status).toBe(400)
  expect(unknown.body.toString()).toContain('refuse-503')
  expect((await ask(server.port, { body: chat() })).status).toBe(200)
})

test('after a fault the server answers the next request', async () => {
  await using server = await startMockServer({ ...fast, slots: 1 })
  for (const kind of faultKinds) {
    await ask(server.port, { body: chat({ max_tokens: 2 }), headers: { 'x-mock-fault': kind }, waitMs: 60 })
  }
  const answer = await ask(server.port, { body: chat() })
  expect(texts(answer).deltas).toBe(10)
  expect(server.stamps().map(({ fault }) => fault)).toEqual([...faultKinds, null])
})
