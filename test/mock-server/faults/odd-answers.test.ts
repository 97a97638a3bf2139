import { expect, test } from 'vitest'
import { type OddKind, oddKinds } from '../../../src/mock-server/faults/odd-kinds.ts'
import { startMockServer } from '../../../src/mock-server/index.ts'
import { parseAnswer } from '../../../src/http/answer/answer.ts'
import { ask, chat } from '../raw-client.ts'
import { exchangeOf } from '../../http/support/exchange.ts'

/** The body of an odd answer, and what is read in it. */
async function oddly(kind: OddKind, body: object): Promise<{ text: string; answer: ReturnType<typeof parseAnswer> }> {
  await using server = await startMockServer({
    ttft: 1,
    interToken: 1,
    tokens: 8,
    apiKey: 'sk-0123',
    faults: [{ kind }],
  })
  const headers = { authorization: 'Bearer sk-0123' }
  const { body: bytes } = await ask(server.port, { body, headers, waitMs: 20_000 })
  const text = bytes.toString()
  return { text, answer: parseAnswer(exchangeOf([text]), 'chat') }
}

const expected: Readonly<Record<OddKind, object>> = {
  'other-model': { model: 'other-model', failure: null },
  'parallel-tool-calls': { toolCalls: expect.stringMatching(/Paris.*Rome.*UTC.*CET/), finish: 'tool-calls' },
  'tool-arguments-object': { toolCalls: expect.stringContaining(String.raw`{\"city\":\"Paris\"}`), failure: null },
  'tool-calls-one-id': { toolCalls: expect.stringMatching(/Paris[^{]*\{[^{]*\{.*Rome/), failure: null },
  'tool-arguments-parts': {
    toolCalls: expect.stringContaining(String.raw`"{\"city\":\"Paris\",\"zone\":\"UTC\"}"`),
    failure: null,
  },
  // Twelve tokens before the call's name have no event.
  'tool-markup': { toolCalls: expect.stringContaining('paint'), finish: 'tool-calls', usage: { output: 22 } },
  'two-choices': { choices: 2, usage: { output: 16 }, failure: null },
  'reasoning-only': { text: '', reasoning: expect.stringMatching(/\w/), failure: null },
  'fast-after-queue': { failure: null, finish: 'stop' },
  'comments-after-done': { failure: null, finish: 'stop' },
  'first-together': { failure: null, finish: 'stop', usage: { output: 8 } },
  'usage-with-choices': { failure: null, finish: 'stop', usage: { output: 8 } },
  'error-text': { failure: { class: 'server-error', message: 'CUDA out of memory' } },
  'error-page': { failure: { class: 'server-error', message: 'a web page: 502 Bad Gateway' } },
  'error-line': { failure: { class: 'server-error', message: 'the model runner crashed' } },
  ndjson: { failure: { class: 'malformed', message: expect.stringContaining('Ollama') } },
  'says-back': { text: expect.stringContaining('Bearer sk-0123'), model: expect.stringContaining('sk-0123') },
  'control-characters': { text: expect.stringContaining('\u001B]52;'), failure: null },
  'long-names': { model: expect.stringMatching(/^x+$/), failure: null },
  'deep-json': { failure: { class: 'malformed' } },
  'empty-events': { failure: { class: 'malformed' } },
}

test.each(oddKinds)('%s is what its name says', async (kind) => {
  expect((await oddly(kind, chat())).answer).toMatchObject(expected[kind])
})

/** Kinds that only a stream shows, or that look otherwise without one. */
const ofStreams: ReadonlySet<OddKind> = new Set([
  'parallel-tool-calls',
  'tool-calls-one-id',
  'error-text',
  'empty-events',
  'two-choices',
])

test.each(oddKinds.filter((kind) => !ofStreams.has(kind)))('%s is so without a stream too', async (kind) => {
  expect((await oddly(kind, chat({ stream: false }))).answer).toMatchObject(expected[kind])
})
