import { expect, test } from 'vitest'
import type { HttpFailureClass } from '../../../src/http/socket/client.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import type { Prompt } from '../../../src/workload/prompt.ts'
import { chunk, delta, event, lastChunk, plain, streamHead } from '../../http/support/messages.ts'
import { FIN, RST, scriptedServer, type Step } from '../../http/support/scripted-server.ts'
import { timeouts } from './timeouts.ts'
import { clients, httpTo, type MadeBlock, startLoadHost } from '../../support/load-host.ts'

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
