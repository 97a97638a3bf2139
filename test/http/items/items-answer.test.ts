import { expect, test } from 'vitest'
import { itemsAnswer } from '../../../src/http/items/items-answer.ts'
import type { Exchange } from '../../../src/http/socket/exchange.ts'

function exchange(body: unknown, changed: Partial<Exchange> = {}): Exchange {
  return {
    sent: 1,
    began: 0,
    connect: null,
    retried: false,
    redirects: 0,
    redirectedTo: null,
    status: 200,
    headers: new Map(),
    retryAfterSeconds: null,
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    readTimes: [],
    readEnds: [],
    ended: 5,
    failure: null,
    redact: (text) => text.replaceAll('sk-secret', '…'),
    ...changed,
  }
}

const texts = { kind: 'embedding', texts: 1, dimensions: null } as const

test('vectors, tokens and the name of the model are read', () => {
  const body = { model: 'm', data: [{ index: 0, embedding: [3, 4] }], usage: { prompt_tokens: 7 } }
  expect(itemsAnswer(exchange(body), texts)).toMatchObject({
    vectors: [[3, 4]],
    ranked: null,
    usage: { input: 7 },
    model: 'm',
    failure: null,
  })
})

test.for([
  ['', 'empty', 'the answer is empty'],
  ['[[NaN, 1]]', 'malformed', 'the answer has numbers that are not finite (NaN or Infinity)'],
  [{ error: { message: 'no such model sk-secret' } }, 'server-error', 'no such model …'],
  ['<html>', 'malformed', 'no OpenAI-compatible JSON'],
  [{ choices: [{ message: { content: 'Hi' } }] }, 'malformed', 'no OpenAI-compatible JSON'],
  [{ data: [{ index: 0, embedding: [0, 0] }] }, 'malformed', 'all zeros'],
  [
    {
      data: [
        { index: 0, embedding: [1] },
        { index: 1, embedding: [1] },
      ],
    },
    'malformed',
    '2 vectors came for 1 texts',
  ],
] as const)('%j is a failed request of class %s', ([body, name, message]) => {
  const { failure, vectors } = itemsAnswer(exchange(body), texts)
  expect(failure).toMatchObject({ class: name, message: expect.stringContaining(message) as string })
  expect(vectors).toBeNull()
})

test('a failed exchange stays what it was', () => {
  const failure = { class: 'http-status', message: 'status 501' } as const
  expect(itemsAnswer(exchange('{}', { status: 501, failure }), texts).failure).toBe(failure)
})
