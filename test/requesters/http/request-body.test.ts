import { expect, test } from 'vitest'
import { type BodyOptions, requestBody } from '../../../src/requesters/http/request-body.ts'
import type { RequestJob, SinglePrompt } from '../../../src/requesters/requester.ts'
import type { Sampling } from '../../../src/workload/prompt.ts'
import { requestJob } from '../../support/request-job.ts'

const options: BodyOptions = {
  kind: 'chat',
  model: 'tiny',
  stream: true,
  nonceSeed: null,
  fields: {},
  body: {},
}
const text: SinglePrompt = { kind: 'text', text: 'Why?' }

function bodyOf(
  changes: Partial<BodyOptions>,
  prompt: SinglePrompt = text,
  sampling: Partial<Sampling> = {},
  job: Partial<RequestJob> = {},
): Record<string, unknown> {
  const whole = requestJob({ prompt, ...job }, { maxTokens: 8, seed: 5, ...sampling })
  return JSON.parse(requestBody({ ...options, ...changes }, whole)) as Record<string, unknown>
}

test('a chat request has exactly the fields its options say', () => {
  expect(bodyOf({})).toEqual({
    model: 'tiny',
    messages: [{ role: 'user', content: 'Why?' }],
    max_tokens: 8,
    temperature: 0,
    stream: true,
    stream_options: { include_usage: true },
  })
})

test('a completion has a prompt, and what does not stream asks for no usage chunk', () => {
  expect(bodyOf({ kind: 'completion', stream: false })).toEqual({
    model: 'tiny',
    prompt: 'Why?',
    max_tokens: 8,
    temperature: 0,
  })
})

test('sampling draws with a seed of its own for each request; greedy decoding has none', () => {
  expect(bodyOf({}, text, { temperature: 0.7 }, { index: 3 })).toMatchObject({ temperature: 0.7, seed: 8 })
  expect(bodyOf({}, text, {}, { index: 3 })).not.toHaveProperty('seed')
})

test('the same work is asked for in the words of the servers that know it', () => {
  expect(bodyOf({}, text, { ignoreEos: true })).toMatchObject({ ignore_eos: true, min_tokens: 8 })
  expect(bodyOf({})).not.toHaveProperty('ignore_eos')
})

test('the limit has the name the endpoint knows, and further fields are passed on', () => {
  const body = bodyOf({
    fields: { max_tokens: 'max_completion_tokens' },
    body: { top_p: 0.5, tools: [{ type: 'function' }] },
  })
  expect(body).toMatchObject({ max_completion_tokens: 8, top_p: 0.5, tools: [{ type: 'function' }] })
  expect(body).not.toHaveProperty('max_tokens')
})

test('a nonce stands at the very start, is another for each request and each run, and constantly long', () => {
  const contentOf = (index: number, nonceSeed: number | null, prompt: SinglePrompt = text): string => {
    const { messages } = bodyOf({ nonceSeed }, prompt, {}, { index }) as { messages: { content: string }[] }
    return messages[0]?.content ?? ''
  }
  const nonces = Array.from({ length: 50 }, (_, index) => contentOf(index, 1))
  expect(new Set(nonces).size).toBe(50)
  expect(new Set(nonces.map((content) => content.split(/\s+/).length)).size).toBe(1)
  for (const content of nonces) expect(content).toMatch(/\n\nWhy\?$/)
  expect(contentOf(0, 2)).not.toBe(nonces[0])
  expect(contentOf(0, null)).toBe('Why?')
})

test('only the first message of a conversation has the nonce, the same in each of its turns', () => {
  const turn = (messages: readonly { role: 'system' | 'user' | 'assistant'; content: string }[]): unknown[] =>
    bodyOf({ nonceSeed: 9 }, { kind: 'messages', messages }, {}, { index: 4, turn: 1 })['messages'] as unknown[]
  const first = turn([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
  ])
  const second = turn([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Hello' },
    { role: 'user', content: 'Why?' },
  ])
  expect(second.slice(0, 2)).toEqual(first)
  expect(second.slice(1)).toEqual([
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Hello' },
    { role: 'user', content: 'Why?' },
  ])
})

test('random tokens are words of the asked number, another text for each request', () => {
  const contentOf = (index: number): string =>
    (bodyOf({ nonceSeed: 1 }, { kind: 'tokens', count: 40 }, {}, { index }) as { messages: { content: string }[] })
      .messages[0]?.content ?? ''
  expect(contentOf(0).trim().split(/\s+/)).toHaveLength(40)
  expect(contentOf(1)).not.toBe(contentOf(0))
  expect(contentOf(0)).toBe(contentOf(0))
})

test('messages asked as a completion are one text', () => {
  const prompt: SinglePrompt = {
    kind: 'messages',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ],
  }
  expect(bodyOf({ kind: 'completion' }, prompt)).toMatchObject({ prompt: 'Be brief.\nHi' })
})
