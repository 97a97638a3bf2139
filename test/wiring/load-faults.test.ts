import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { wholeBlock } from '../../src/block/share.ts'
import { httpRequester } from '../../src/requesters/http/http-requester.ts'
import { runBlock } from '../../src/block/run-block.ts'
import type { HttpFailureClass, HttpTimeouts, TlsTrust } from '../../src/http/socket/client.ts'
import { type FaultKind, faultKinds, spawnMockServer, startMockServer } from '../../src/mock-server/index.ts'
import type { Sample } from '../../src/samples/sample.ts'
import type { Prompt } from '../../src/workload/prompt.ts'
import { clientOf } from '../http/support/asking.ts'
import { chunk, delta, event, lastChunk, plain, streamHead } from '../http/support/messages.ts'
import { FIN, RST, scriptedServer, type Step } from '../http/support/scripted-server.ts'
import { certificate } from '../support/certificate.ts'
import { clients, httpTo, type MadeBlock, startLoadHost } from '../support/load-host.ts'

const timeouts: HttpTimeouts = { connectMs: 2000, firstTokenMs: 400, stallMs: 300, totalMs: 1200 }

const role = chunk(delta({ role: 'assistant', content: '' }))
const token = chunk(delta({ content: 'a' }))
const ending = chunk(delta({}, 'stop') + event('[DONE]'))
const whole = [
  streamHead,
  role,
  20,
  chunk(delta({ content: 'Hello ' })),
  10,
  chunk(delta({ content: 'there' })),
  ending,
  lastChunk,
]
const endless: Step[] = Array.from({ length: 60 }, () => [token, 100]).flat()

/** Each way a server can fail a request, and the class it is counted under. */
const cases: readonly (readonly [name: string, expected: HttpFailureClass | 'ok', steps: readonly Step[]])[] = [
  ['a healthy answer', 'ok', whole],
  ['400', 'http-status', [plain('{"error":{"message":"bad"}}', '400 Bad Request')]],
  ['401', 'http-status', [plain('{"error":{"message":"no key"}}', '401 Unauthorized')]],
  ['404 without a body', 'http-status', [plain('', '404 Not Found')]],
  ['429 with patience', 'http-status', [plain('{"error":"slow down"}', '429 Too Many Requests', 'retry-after: 2')]],
  ['503 with patience', 'http-status', [plain('loading', '503 Service Unavailable', 'retry-after: 5')]],
  ['500', 'http-status', [plain('{"error":"oom"}', '500 Internal Server Error')]],
  [
    'a healthy answer in one piece',
    'ok',
    [Buffer.concat([Buffer.from(streamHead), role, token, ending, Buffer.from(lastChunk)])],
  ],
  [
    'a redirect',
    'http-status',
    [plain('', '307 Temporary Redirect', 'location: http://127.0.0.1:9/v1/chat/completions')],
  ],
  ['a redirect without an address', 'http-status', [plain('', '302 Found')]],
  ['a reset before headers', 'reset', [10, RST]],
  ['a reset inside the headers', 'reset', ['HTTP/1.1 200 OK\r\ncontent-ty', 10, RST]],
  ['a reset in the middle', 'reset', [streamHead, token, 10, token, 10, RST]],
  ['an end without an answer', 'reset', [10, FIN]],
  ['an end in the middle', 'truncated', [streamHead, token, token, FIN]],
  ['an end inside an event', 'truncated', [streamHead, token, chunk('data: {"choices":[{"del'), FIN]],
  ['a whole body without an end mark', 'truncated', [streamHead, token, token, lastChunk]],
  ['a healthy answer without [DONE]', 'ok', [streamHead, token, chunk(delta({}, 'stop')), lastChunk]],
  ['silence before headers', 'first-token-timeout', []],
  ['silence after headers', 'first-token-timeout', [streamHead]],
  ['silence after the role', 'first-token-timeout', [streamHead, role]],
  [
    'comments instead of tokens',
    'first-token-timeout',
    [streamHead, ...Array.from({ length: 8 }, () => [chunk(': wait\n\n'), 100]).flat()],
  ],
  ['a stall', 'stall', [streamHead, token, token]],
  [
    'comments after a token',
    'stall',
    [streamHead, token, ...Array.from({ length: 8 }, () => [100, chunk(': wait\n\n')]).flat()],
  ],
  ['tokens without end', 'total-timeout', [streamHead, ...endless]],
  [
    'an error inside a 200',
    'server-error',
    [streamHead, token, chunk(event({ error: { message: 'oom' } })), lastChunk],
  ],
  ['an error as a plain 200', 'server-error', [plain('{"error":{"message":"oom"}}')]],
  [
    'a healthy answer that does not stream',
    'ok',
    [plain('{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}')],
  ],
  ['broken JSON in an event', 'malformed', [streamHead, token, chunk(event('{"choices":[')), ending, lastChunk]],
  ['a chunk without a size', 'malformed', [streamHead, token, 'xyz\r\n', FIN]],
  ['a chunk longer than its size', 'malformed', [streamHead, '5\r\nlonger than five\r\n', FIN]],
  ['bytes that are not HTTP', 'malformed', ['SSH-2.0-OpenSSH_9.9\r\n']],
  ['a status line of another protocol', 'malformed', ['HTTP/2 200\r\n\r\n']],
  ['a web page', 'malformed', [plain('<html>hello</html>', '200 OK', 'content-type: text/html')]],
  ['JSON of another API', 'malformed', [plain('{"answer":42}')]],
  ['an empty body', 'empty', [plain('')]],
  ['an answer without a token', 'empty', [streamHead, role, ending, lastChunk]],
  ['an end mark alone', 'empty', [streamHead, chunk(event('[DONE]')), lastChunk]],
  ['a body cut short of its length', 'truncated', ['HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"choices":[', FIN]],
  [
    'gzip that is none',
    'malformed',
    [plain('not gzip at all', '200 OK', 'content-type: text/event-stream\r\ncontent-encoding: gzip')],
  ],
  ['another healthy answer', 'ok', whole],
]

const models = plain('{"object":"list","data":[{"id":"tiny","object":"model"}]}')
const prompts: readonly Prompt[] = cases.map((_, index) => ({ kind: 'text', text: `case ${index}.` }))

async function makeFaults(streams: number, units: number): Promise<MadeBlock & { readonly asked: readonly string[] }> {
  await using server = await scriptedServer((request) =>
    request.startsWith('GET') ? [models] : (cases[Number(/case (\d+)\./.exec(request)?.[1])]?.[2] ?? []),
  )
  await using host = await startLoadHost()
  const prepared = await host.prepare(httpTo(server.url, { timeouts }), prompts, { connections: streams })
  expect(prepared.model).toBe('tiny')
  const made = await prepared.block({ units, load: clients(streams) })
  expect(host.log()).toBe('')
  return { ...made, asked: server.requests }
}

test.for([
  [1, cases.length],
  [50, 8 * cases.length],
] as const)(
  'with %i streams each of forty faults is classed, none hangs and none harms another',
  async ([streams, units]) => {
    const { end, samples, journal, asked } = await makeFaults(streams, units)
    expect(end).toMatchObject({ endedBy: 'requests', unsent: 0 })
    expect(samples.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: units }, (_, index) => index),
    )
    // Told and written down are the same, whatever became of the request.
    const key = (sample: Sample): string => JSON.stringify(sample)
    expect(journal.map(key).toSorted()).toEqual(samples.map(key).toSorted())
    const found = samples.map(({ index, ...sample }) => {
      const [name] = cases[index % cases.length] ?? []
      return `${name}: ${sample.state === 'failed' ? sample.failure.class : 'ok'}`
    })
    expect(new Set(found)).toEqual(new Set(cases.map(([name, expected]) => `${name}: ${expected}`)))
    for (const sample of samples) {
      expect(sample.end).toBeGreaterThanOrEqual(sample.sent)
      expect(Number.isFinite(sample.sent)).toBe(true)
      if (sample.state === 'failed') expect(sample.failure.message).toMatch(/^[^\n]+$/)
      const text = sample.index % cases.length === 0 && sample.state === 'completed' ? sample.text : 'Hello there'
      expect(text).toBe('Hello there')
    }
    expect(new Set(samples.map(({ http }) => http?.retryAfterSeconds ?? null))).toEqual(new Set([null, 2, 5]))
    // A refusal is not asked again; only a connection lost before a byte of the answer is.
    const refused = cases.flatMap(([, expected], index) => (expected === 'http-status' ? [`case ${index}.`] : []))
    for (const text of refused) {
      expect(asked.filter((request) => request.includes(text))).toHaveLength(units / cases.length)
    }
  },
)

/** What the client makes of each fault of the mock server; the share that is not named here is healthy. */
const mockClasses: Readonly<Record<FaultKind, HttpFailureClass | 'ok'>> = {
  'refuse-400': 'http-status',
  'refuse-401': 'http-status',
  'refuse-404': 'http-status',
  'refuse-429': 'http-status',
  'refuse-500': 'http-status',
  'refuse-503': 'http-status',
  'reset-before-headers': 'reset',
  'hang-before-headers': 'first-token-timeout',
  'garbage-status': 'malformed',
  'not-json': 'malformed',
  'hang-before-first-token': 'first-token-timeout',
  empty: 'empty',
  stall: 'stall',
  'slow-forever': 'total-timeout',
  'reset-mid-stream': 'reset',
  'close-mid-stream': 'truncated',
  'end-without-done': 'ok',
  'error-frame': 'server-error',
  'malformed-json': 'malformed',
  'malformed-chunk': 'malformed',
}

test.for([1, 50])(
  'at %i streams each request has the class of the fault that the server says met it',
  async (streams) => {
    const faults = faultKinds.map((kind) => ({ kind, share: streams === 1 ? 0.05 : 0.02, interval: 200 }))
    await using server = await spawnMockServer({ ttft: 5, interToken: 1, faults, seed: 3 })
    await using host = await startLoadHost()
    const transport = httpTo(server.url, { timeouts, requestIds: true })
    const prepared = await host.prepare(transport, [{ kind: 'text', text: 'Why?' }], { connections: streams })
    const units = streams === 1 ? 40 : 1500
    const { samples, journal, end } = await prepared.block({ units, load: clients(streams) })
    expect(end.endedBy).toBe('requests')
    expect(samples).toHaveLength(units)
    expect(journal).toHaveLength(units)
    // Of a request that was sent again on a fresh connection, what met it last.
    const met = new Map((await server.stamps()).map(({ id, fault }) => [id, fault]))
    let healthy = 0
    const wrong = samples.flatMap((sample) => {
      const fault = met.get(`measured-${sample.index}`)
      const expected = fault === null || fault === undefined ? 'ok' : mockClasses[fault as FaultKind]
      const found = sample.state === 'failed' ? sample.failure.class : 'ok'
      if (fault === null) {
        healthy++
        expect(sample).toMatchObject({ state: 'completed', tokens: { output: 16, source: 'usage' }, finish: 'length' })
        expect(sample.chunkTimes).toHaveLength(16)
      }
      return found === expected ? [] : [`${fault}: ${found}`]
    })
    expect(wrong).toEqual([])
    expect(healthy).toBeGreaterThan(units / 4)
    expect(healthy).toBeLessThan(units)
  },
)

/** Requests of as many streams to an address that cannot be reached, made without a health check before. */
async function unreachable(
  url: string,
  streams: number,
  times: Partial<HttpTimeouts> = {},
  tls: TlsTrust = {},
): Promise<{ classes: Set<string>; count: number }> {
  using client = clientOf(url, { ...timeouts, ...times }, { tls })
  const requester = httpRequester(
    client,
    { headers: {} },
    { kind: 'chat', model: 'tiny', stream: true, nonceSeed: null, limitField: 'max_tokens', body: {} },
  )
  const samples: Sample[] = []
  const { by } = await runBlock(
    {
      phase: 'measured',
      slot: 0,
      firstIndex: 0,
      load: clients(streams),
      share: wholeBlock(2 * streams),
      startAt: null,
      budgetMs: 60_000,
      journal: null,
      prompts: [{ kind: 'text', text: 'Why?' }],
      sampling: { maxTokens: 4, temperature: 0, seed: 0, ignoreEos: false },
    },
    requester,
    (told) => samples.push(...told),
    { signal: new AbortController().signal },
  )
  expect(by).toBe('requests')
  expect(samples.every(({ sent, end, http }) => end >= sent && http?.status === null)).toBe(true)
  const classes = samples.map((sample) => (sample.state === 'failed' ? sample.failure.class : 'ok'))
  return { classes: new Set(classes), count: samples.length }
}

test.for([1, 50])(
  'at %i streams nobody there, no such name and a certificate nobody signed are told apart',
  async (streams) => {
    const nobody = await startMockServer()
    await nobody.close()
    expect(await unreachable(nobody.url, streams)).toEqual({ classes: new Set(['refused']), count: 2 * streams })
    // Four names are looked up at a time, and each may take its while.
    const few = Math.min(4, streams)
    const patience = { connectMs: 60_000, totalMs: 60_000 }
    expect(await unreachable('http://there-is-no-such-host.invalid/v1', few, patience)).toEqual({
      classes: new Set(['dns']),
      count: 2 * few,
    })
    await using server = await startMockServer({ tls: certificate, ttft: 1, interToken: 1 })
    expect(await unreachable(server.url, streams)).toEqual({ classes: new Set(['tls']), count: 2 * streams })
    // The same server is measured once its certificate is known.
    const samples = await unreachableWithTrust(server.url)
    expect(samples).toEqual(new Set(['completed']))
  },
)

async function unreachableWithTrust(url: string): Promise<Set<string>> {
  await using host = await startLoadHost()
  const transport = httpTo(url, { tls: { ca: certificate.cert } })
  const prepared = await host.prepare(transport, [{ kind: 'text', text: 'Why?' }], { connections: 5 })
  const { samples } = await prepared.block({ units: 20, load: clients(5) })
  expect(samples).toHaveLength(20)
  return new Set(samples.map(({ state }) => state))
}

test.runIf(process.platform === 'linux').for([1, 50])(
  'at %i streams a connection that is never answered times out',
  async (streams) => {
    // A process that is stopped accepts nobody; the kernel does it for as many as its queue holds.
    const code = `require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () { console.log(this.address().port) })`
    const silent = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
    const waiting: ReturnType<typeof createConnection>[] = []
    try {
      const [line] = (await once(silent.stdout, 'data')) as [Buffer]
      const port = Number(line.toString())
      silent.kill('SIGSTOP')
      for (let index = 0; index < 8; index++) waiting.push(createConnection(port, '127.0.0.1').on('error', () => {}))
      await pause(100)
      const url = `http://127.0.0.1:${port}/v1`
      expect(await unreachable(url, streams, { connectMs: 300 })).toEqual({
        classes: new Set(['connect-timeout']),
        count: 2 * streams,
      })
    } finally {
      for (const socket of waiting) socket.destroy()
      silent.kill('SIGKILL')
    }
  },
)

test('a server that goes away in the middle of a load: every request from then on is refused, and the load ends', async () => {
  const server = await spawnMockServer({ ttft: 5, interToken: 2 })
  await using host = await startLoadHost()
  const prepared = await host.prepare(httpTo(server.url, { timeouts }), [{ kind: 'text', text: 'Why?' }], {
    connections: 20,
  })
  let told = 0
  const closing: Promise<void>[] = []
  const { samples, journal, end } = await prepared.block({
    units: 2000,
    load: clients(20),
    onSamples: (more) => {
      told += more.length
      if (told > 100 && closing.length === 0) closing.push(server.close())
    },
  })
  await Promise.all(closing)
  expect(end.endedBy).toBe('requests')
  expect(samples).toHaveLength(2000)
  expect(journal).toHaveLength(2000)
  const classes = samples.map((sample) => (sample.state === 'failed' ? sample.failure.class : 'ok'))
  expect(classes.filter((name) => name === 'ok').length).toBeGreaterThan(100)
  expect(classes.filter((name) => name === 'refused').length).toBeGreaterThan(500)
  expect(classes.filter((name) => !['ok', 'refused', 'reset', 'truncated'].includes(name))).toEqual([])
})

test('what cannot be reached is one line when a load is prepared, and the host serves on', async () => {
  await using host = await startLoadHost()
  await using server = await startMockServer({ apiKey: 'sk-right', models: ['llama-small', 'llama-large'] })
  await using secure = await startMockServer({ tls: certificate })
  const gone = await startMockServer()
  await gone.close()
  const why: Prompt[] = [{ kind: 'text', text: 'Why?' }]
  const key = { headers: { authorization: 'Bearer sk-right' }, secrets: ['sk-right'] }
  const wrong = { headers: { authorization: 'Bearer sk-wrong' }, secrets: ['sk-wrong'] }
  const messageOf = async (transport: ReturnType<typeof httpTo>): Promise<string> =>
    await host.prepare(transport, why).then(
      () => 'prepared',
      (error: Error) => error.message,
    )
  expect(await messageOf(httpTo(gone.url))).toMatch(
    /^endpoint http:\/\/127\.0\.0\.1:\d+ is not there \(.*ECONNREFUSED.*\): start the server, or correct the url$/,
  )
  expect(await messageOf(httpTo('http://there-is-no-such-host.invalid/v1'))).toMatch(
    /cannot be found .*: correct the host in the url/,
  )
  expect(await messageOf(httpTo(secure.url))).toMatch(
    /cannot be trusted .*: give the server's certificate, or its authority's, as tls: \{ ca \}$/,
  )
  expect(await messageOf(httpTo(server.url))).toMatch(/answered \/models with status 401: .*: give a valid apiKey$/)
  expect(await messageOf(httpTo(server.url, wrong))).not.toContain('sk-wrong')
  expect(await messageOf(httpTo(server.url, { ...key, model: 'lama-small' }))).toMatch(
    /has no model "lama-small"; did you mean "llama-small"\? \(it has: llama-small, llama-large\)$/,
  )
  expect(await messageOf(httpTo(server.url, key))).toBe('prepared')
  expect(host.log()).toBe('')
})
