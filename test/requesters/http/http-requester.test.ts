import { expect, test } from 'vitest'
import { now } from '../../../src/clock.ts'
import { httpRequester } from '../../../src/requesters/http/http-requester.ts'
import { readWhole, type RequestJob } from '../../../src/requesters/requester.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { clientOf, pauses } from '../../http/support/asking.ts'
import { chunk, delta, event, lastChunk, plain, shortStream, streamHead } from '../../http/support/messages.ts'
import { selfSigned } from '../../http/support/self-signed.ts'
import { RST, type Script, type Step, scriptedServer } from '../../http/support/scripted-server.ts'

const job: RequestJob = {
  index: 3,
  phase: 'measured',
  slot: 2,
  stream: 7,
  turn: null,
  intended: 0,
  prompt: { kind: 'tokens', count: 12 },
  sampling: { maxTokens: 4, temperature: 0, seed: 0, ignoreEos: false },
}

interface Asked {
  readonly samples: readonly (Sample | null)[]
  readonly requests: readonly string[]
}

async function ask(
  script: Script,
  {
    times = 1,
    stream = true,
    headers = {},
    signal = new AbortController().signal,
    turn = null as number | null,
    tls = undefined as typeof selfSigned | undefined,
  } = {},
): Promise<Asked> {
  await using server = await scriptedServer(script, tls)
  const url = tls === undefined ? server.url : server.url.replace('127.0.0.1', 'localhost')
  const trust = tls === undefined ? {} : { tls: { ca: tls.cert } }
  using client = clientOf(url, {}, { secrets: Object.values(headers), ...trust })
  const requester = httpRequester(
    client,
    { headers, url: 'http://127.0.0.1', query: '', paths: {} },
    { kind: 'chat', model: 'tiny', stream, nonceSeed: null, fields: {}, body: {} },
  )
  const samples: (Sample | null)[] = []
  for (let time = 0; time < times; time++) {
    const outcome = await requester.request({ ...job, turn, intended: now() }, signal)
    samples.push(typeof outcome === 'function' ? readWhole(outcome) : outcome)
  }
  return { samples, requests: server.requests }
}

function usage(counts: object): Buffer {
  return chunk(event({ choices: [], usage: counts }))
}

test('a call whose first tokens a parser kept has no time a token; behind text it has one', async () => {
  const piece = (given: string, about: object = {}): Buffer =>
    chunk(delta({ tool_calls: [{ index: 0, ...about, function: { arguments: given } }] }))
  const call: Step[] = ['{', '"color"', ':', '"red"', '}'].flatMap((given, index) => [
    10,
    piece(given, index === 0 ? { id: 'call_1', type: 'function' } : {}),
  ])
  const ending = (tokens: number): Step[] => [
    10,
    chunk(delta({}, 'tool_calls')),
    usage({ prompt_tokens: 21, completion_tokens: tokens }),
    lastChunk,
  ]
  const alone = await ask(() => [streamHead, ...call, ...ending(20)])
  expect(alone.samples).toMatchObject([{ state: 'completed', finish: 'tool-calls', firstTokens: null }])
  const text: Step[] = Array.from({ length: 20 }, () => [10, chunk(delta({ content: 'Now. ' }))]).flat()
  const behind = await ask(() => [streamHead, ...text, ...call, ...ending(35)])
  expect(behind.samples[0]).toMatchObject({ state: 'completed', firstTokens: expect.any(Number) })
})

test('a streamed answer is a completed request: stamps in order, the counts of the server', async () => {
  const pause = pauses()
  const answer: Step[] = [
    streamHead + chunk(delta({ role: 'assistant', content: '' })).toString(),
    pause(10),
    chunk(delta({ reasoning_content: 'hm' })),
    pause(10),
    chunk(delta({ content: 'Be' })),
    pause(10),
    chunk(delta({ content: 'cause' })),
    chunk(delta({}, 'length')),
    usage({ prompt_tokens: 21, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 9 } }),
    chunk(event('[DONE]')),
    lastChunk,
  ]
  const { samples } = await ask(() => answer)
  const [sample] = samples
  if (sample?.state !== 'completed') throw new Error(`not completed: ${JSON.stringify(sample)}`)
  expect(sample).toMatchObject({
    index: 3,
    slot: 2,
    stream: 7,
    text: 'Because',
    reasoning: 'hm',
    finish: 'length',
    tokens: { input: 21, output: 5, cached: 9, reasoning: null, source: 'usage' },
    asked: { input: 12, output: 4 },
    http: { status: 200, retryAfterSeconds: null },
  })
  expect(sample.http?.connectMs).toBeGreaterThan(0)
  expect(sample).not.toHaveProperty('turn')
  const { intended, sent, firstChunk, first, firstVisible, chunkTimes, end } = sample
  const stamps = [intended, sent, firstChunk, first, firstVisible, end] as number[]
  expect(stamps).toEqual(stamps.toSorted((one, other) => one - other))
  expect(chunkTimes).toHaveLength(3)
  expect(chunkTimes[0]).toBe(first)
  expect(chunkTimes.at(-1)).toBe(end)
  // The role chunk is none of them; ten milliseconds lie between it and the first token.
  expect((first as number) - (firstChunk as number)).toBeGreaterThan(5)
})

test('a connection is opened once and used again', async () => {
  const { samples } = await ask(() => [shortStream], { times: 3 })
  expect(samples.map((sample) => sample?.http?.connectMs === null)).toEqual([false, true, true])
})

test('a new connection is told in its parts, DNS, TCP and TLS; a kept one has none', async () => {
  const { samples } = await ask(() => [shortStream], { times: 2, tls: selfSigned })
  const [first, second] = samples
  const { connectMs = null, connect } = first?.http ?? {}
  expect(connect).toEqual({ dnsMs: expect.any(Number), tcpMs: expect.any(Number), tlsMs: expect.any(Number) })
  const { dnsMs = 0, tcpMs = 0, tlsMs = null } = connect ?? {}
  // The name is localhost, which is looked up.
  expect([dnsMs > 0, (tlsMs ?? 0) > 0]).toEqual([true, true])
  expect(dnsMs + tcpMs + (tlsMs ?? 0)).toBeCloseTo(connectMs ?? Number.NaN, 9)
  expect(second?.http).toEqual({ connectMs: null, status: 200, retryAfterSeconds: null })
})

// A busy machine may see the loss too late for a second sending.
test('a request that was sent twice says so, and no other does', { retry: 3 }, async () => {
  const { samples } = await ask((_, __, onConnection) => (onConnection === 1 ? [shortStream] : [RST]), { times: 2 })
  expect(samples[0]?.http).not.toHaveProperty('retried')
  expect(samples[1]).toMatchObject({ state: 'completed', http: { retried: true, connectMs: expect.any(Number) } })
})

test('a server that drops late makes failed requests, not slow or lost ones', async () => {
  const { samples, requests } = await ask((_, total) => (total % 3 === 0 ? [300, RST] : [shortStream]), { times: 6 })
  expect(samples.map((sample) => (sample?.state === 'failed' ? sample.failure.class : null))).toEqual([
    null,
    null,
    'reset',
    null,
    null,
    'reset',
  ])
  expect(samples.some((sample) => sample?.http?.retried)).toBe(false)
  expect(requests).toHaveLength(6)
})

test('without a count of the server, chunks are counted, and it says so', async () => {
  const { samples } = await ask(() => [shortStream])
  expect(samples[0]?.tokens).toEqual({ input: null, output: 1, cached: null, reasoning: null, source: 'chunks' })
})

test('an answer that does not stream has no first token', async () => {
  const body = JSON.stringify({
    choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 2, completion_tokens: 1 },
  })
  const { samples, requests } = await ask(() => [plain(body)], { stream: false })
  expect(samples[0]).toMatchObject({
    state: 'completed',
    firstChunk: null,
    first: null,
    firstVisible: null,
    chunkTimes: [],
    text: 'Hi',
    tokens: { output: 1, source: 'usage' },
  })
  expect(requests[0]).toMatch(/^POST \/v1\/chat\/completions /)
  expect(requests[0]).not.toContain('"stream"')
})

test('tool calls and the turn of a conversation are kept', async () => {
  const call = { index: 0, id: 'call-1', function: { name: 'add', arguments: '{"a":1}' } }
  const answer = [
    streamHead,
    chunk(delta({ tool_calls: [call] })),
    chunk(delta({}, 'tool_calls')),
    chunk(event('[DONE]')),
    lastChunk,
  ]
  const { samples } = await ask(() => answer, { turn: 2 })
  expect(samples[0]).toMatchObject({ state: 'completed', turn: 2, text: '', finish: 'tool-calls' })
  expect(JSON.parse(samples[0]?.toolCalls ?? '')).toMatchObject([{ name: 'add', arguments: '{"a":1}' }])
})

test("the engine's own timings are kept where it tells them", async () => {
  const timings = { prompt_n: 11, prompt_ms: 4.5, predicted_n: 3, predicted_ms: 6.5 }
  const answer = [
    streamHead,
    chunk(delta({ content: 'a' })),
    chunk(event({ choices: [{ delta: {}, finish_reason: 'stop' }], timings })),
    lastChunk,
  ]
  const { samples } = await ask(() => answer)
  expect(samples[0]?.engine).toEqual({ promptTokens: 11, promptMs: 4.5, decodeTokens: 3, decodeMs: 6.5 })
})

test.each([
  [
    { draft_n: 8, draft_n_accepted: 6 },
    { drafted: 8, accepted: 6, source: 'server' },
  ],
  [{ draft_n: 2, draft_n_accepted: 6 }, undefined],
  [{ draft_n: 2 }, undefined],
])('drafted tokens are those that the server reports, where they can be: %o', async (told, speculated) => {
  const timings = { prompt_n: 11, prompt_ms: 4.5, predicted_n: 3, predicted_ms: 6.5, ...told }
  const end = chunk(event({ choices: [{ delta: {}, finish_reason: 'stop' }], timings }))
  const { samples } = await ask(() => [streamHead, chunk(delta({ content: 'a' })), end, lastChunk])
  expect(samples[0]?.tokens.speculated).toEqual(speculated)
})

test('a refusal is a failed request with its status and what it asked for, and is not sent again', async () => {
  const { samples, requests } = await ask(() => [
    plain('{"error":{"message":"slow down"}}', '429 Too Many Requests', 'retry-after: 7'),
  ])
  expect(samples[0]).toMatchObject({
    state: 'failed',
    failure: { class: 'http-status', message: 'status 429: slow down' },
    http: { status: 429, retryAfterSeconds: 7 },
  })
  expect(requests).toHaveLength(1)
})

test('tokens that came before a failure are kept, and count nothing as completed', async () => {
  const { samples } = await ask(() => [
    streamHead,
    chunk(delta({ content: 'a' })),
    chunk(delta({ content: 'b' })),
    10,
    RST,
  ])
  expect(samples[0]).toMatchObject({ state: 'failed', failure: { class: 'reset' }, text: 'ab' })
  expect(samples[0]?.chunkTimes).toHaveLength(2)
  expect(samples[0]).not.toHaveProperty('first')
})

test('a request that was never sent has stamps all the same', async () => {
  using client = clientOf('http://127.0.0.1:9/v1')
  const before = now()
  const outcome = await httpRequester(
    client,
    { headers: {}, url: 'http://127.0.0.1', query: '', paths: {} },
    { kind: 'chat', model: 'tiny', stream: true, nonceSeed: null, fields: {}, body: {} },
  ).request({ ...job, intended: before }, new AbortController().signal)
  const sample = typeof outcome === 'function' ? readWhole(outcome) : outcome
  expect(sample).toMatchObject({
    state: 'failed',
    failure: { class: 'refused' },
    http: { status: null, connectMs: null },
  })
  expect(sample?.sent).toBeGreaterThanOrEqual(before)
  expect(sample?.end).toBeGreaterThanOrEqual(sample?.sent ?? Number.NaN)
})

test('an aborted request is no sample', async () => {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 20)
  expect((await ask(() => [streamHead], { signal: controller.signal })).samples).toEqual([null])
})

test('headers are sent, and their values are in no message', async () => {
  const secret = 'sk-very-secret'
  const { samples, requests } = await ask(
    (request) => [
      plain(JSON.stringify({ error: { message: `bad key ${/x-key: (.*)/.exec(request)?.[1]}` } }), '401 Unauthorized'),
    ],
    { headers: { 'x-key': secret } },
  )
  expect(requests[0]).toContain(`x-key: ${secret}`)
  expect(samples[0]).toMatchObject({ state: 'failed', failure: { message: 'status 401: bad key <secret>' } })
  expect(JSON.stringify(samples)).not.toContain(secret)
})

test('the name that an answer gives its model is kept, streamed or not', async () => {
  const streamed: Step[] = [
    streamHead,
    chunk(event({ model: '', choices: [] })),
    chunk(event({ model: 'small', choices: [{ delta: { content: 'a' } }] }) + delta({}, 'stop') + event('[DONE]')),
    lastChunk,
  ]
  expect((await ask(() => streamed)).samples).toMatchObject([{ text: 'a', model: 'small' }])
  const whole = plain(JSON.stringify({ model: 'x'.repeat(1e6), choices: [{ message: { content: 'a' } }] }))
  const { samples } = await ask(() => [whole], { stream: false })
  expect(samples[0]?.model).toHaveLength(200)
  const nameless = event({ choices: [{ delta: { content: 'a' }, finish_reason: 'stop' }] })
  const [unnamed] = (await ask(() => [streamHead, chunk(nameless), lastChunk])).samples
  expect(unnamed).not.toHaveProperty('model')
})

test('of several choices the first is timed, and no time per token is told', async () => {
  const of = (index: number): string => event({ choices: [{ index, delta: { content: 'a' } }] })
  const steps: Step[] = [
    streamHead,
    ...[0, 1, 0, 1, 0, 1].map((index) => chunk(of(index))),
    chunk(delta({}, 'stop')),
    usage({ prompt_tokens: 5, completion_tokens: 8 }),
    chunk(event('[DONE]')),
    lastChunk,
  ]
  const [sample] = (await ask(() => steps)).samples
  expect(sample).toMatchObject({ text: 'aaa', choices: 2, tokens: { output: 8 }, firstTokens: null })
})
