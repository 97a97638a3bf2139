import { expect, test } from 'vitest'
import { parseAnswer } from '../../../src/http/answer/answer.ts'
import { exchangeOf } from '../support/exchange.ts'

function failureOf(body: string): unknown {
  return parseAnswer(exchangeOf([body]), 'chat').failure
}

const line = (content: string, done = false): string =>
  `${JSON.stringify({ model: 'm', message: { role: 'assistant', content }, done })}\n`

test('lines of JSON, as Ollama sends them, are named with the way out', () => {
  expect(failureOf(`${line('Be')}${line('cause')}${line('', true)}`)).toEqual({
    class: 'malformed',
    message:
      'the answer is lines of JSON (NDJSON) and no stream of events; ' +
      "it is of Ollama's own API: give its OpenAI-compatible address, http://…:11434/v1",
  })
  expect(failureOf('{"choices":[]}\n{"choices":[]}\n')).toMatchObject({
    message: expect.stringContaining('which mostly ends in /v1'),
  })
  expect(failureOf(`${line('Be')}{"error":"out of memory"}\n`)).toEqual({
    class: 'server-error',
    message: 'out of memory',
  })
})

test.each([
  [{ model: 'm', message: { role: 'assistant', content: 'a' }, done: true }, 'Ollama'],
  [{ model: 'm', response: 'a', done: true }, 'Ollama'],
  [{ type: 'message', role: 'assistant', content: [{ type: 'text', text: 'a' }] }, 'Anthropic'],
  [{ object: 'response', output: [] }, 'Responses'],
  [{ candidates: [{ content: {} }] }, 'Gemini'],
  [{ generated_text: 'a' }, 'Text Generation Inference'],
  [{ content: 'a', stop: true }, 'llama-server'],
])('an answer of another API, %j, is named', (body, name) => {
  expect(failureOf(JSON.stringify(body))).toMatchObject({
    class: 'malformed',
    message: expect.stringMatching(new RegExp(`^the answer is no OpenAI-compatible JSON: it is of .*${name}`)),
  })
})

test('plain text and pages that speak of an error are the words of the server', () => {
  expect(failureOf('Internal Server Error')).toEqual({ class: 'server-error', message: 'Internal Server Error' })
  expect(failureOf('<html><head><title>502 Bad Gateway</title></head></html>')).toEqual({
    class: 'server-error',
    message: 'a web page: 502 Bad Gateway',
  })
  expect(failureOf('<html><title>Welcome</title></html>')).toMatchObject({ class: 'malformed' })
  expect(failureOf('{"hello":1}')).toMatchObject({ class: 'malformed' })
})

test('too much of an answer is not read', () => {
  expect(failureOf(`{"choices":[{"message":{"content":"${'x'.repeat(2e7)}"}}]}`)).toEqual({
    class: 'malformed',
    message: 'the answer is not read: 20.0 MB of JSON in one piece',
  })
})
