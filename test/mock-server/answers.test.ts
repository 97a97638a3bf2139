import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { startMockServer } from '../../src/mock-server/index.ts'
import { ask, chat, choices, json, texts, usage } from './raw-client.ts'

const fast = { ttft: 5, interToken: 1, tokens: 12 }

test('a chat is streamed: role, one chunk a token, finish, [DONE]', async () => {
  await using server = await startMockServer(fast)
  const answer = await ask(server.port, { body: chat() })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(answer.end).toBe('complete')
  const [role, ...others] = choices(answer)
  expect(role?.delta).toEqual({ role: 'assistant', content: '' })
  expect(others.map(({ finish_reason }) => finish_reason)).toEqual([...Array.from({ length: 12 }, () => null), 'stop'])
  expect(texts(answer).content.split(' ')).toHaveLength(12)
  expect(answer.events.at(-1)?.data).toBe('[DONE]')
  expect(usage(answer)).toBeUndefined()
})

test('a completion is streamed as text, without a role', async () => {
  await using server = await startMockServer(fast)
  const body = { prompt: 'two words', stream: true, max_tokens: 4, stream_options: { include_usage: true } }
  const answer = await ask(server.port, { path: '/v1/completions', body })
  const all = choices(answer)
  expect(all.map(({ text }) => text).join('')).toBe('The quick answer is')
  expect(all.map(({ finish_reason }) => finish_reason)).toEqual([null, null, null, null, 'length'])
  expect(json(answer)[0]).toMatchObject({ object: 'text_completion', model: 'mock-model' })
  expect(usage(answer)).toEqual({ prompt_tokens: 2, completion_tokens: 4, total_tokens: 6 })
})

test('an answer that is not streamed comes as one JSON', async () => {
  await using server = await startMockServer({ ...fast, reasoningTokens: 2 })
  const answer = await ask(server.port, { body: chat({ stream: false, max_tokens: 5 }) })
  expect(JSON.parse(answer.body.toString())).toMatchObject({
    object: 'chat.completion',
    choices: [
      {
        message: { role: 'assistant', content: ' answer is that', reasoning_content: 'The quick' },
        finish_reason: 'length',
      },
    ],
    usage: {
      prompt_tokens: 4,
      completion_tokens: 5,
      total_tokens: 9,
      completion_tokens_details: { reasoning_tokens: 2 },
    },
  })
  const completion = await ask(server.port, { path: '/v1/completions', body: { prompt: [7, 8, 9], max_tokens: 2 } })
  expect(JSON.parse(completion.body.toString())).toMatchObject({
    object: 'text_completion',
    choices: [{ text: 'The quick', finish_reason: 'length' }],
    usage: { prompt_tokens: 3 },
  })
})

test.for([
  [{ max_tokens: 5 }, 5, 'length'],
  [{ max_completion_tokens: 6, max_tokens: 9 }, 6, 'length'],
  [{ max_tokens: 40 }, 12, 'stop'],
  [{ max_tokens: 12 }, 12, 'length'],
  [{ max_tokens: 20, ignore_eos: true }, 20, 'length'],
  [{ min_tokens: 15 }, 15, 'stop'],
  [{ min_tokens: 15, max_tokens: 13 }, 13, 'length'],
] as const)('%j is answered by %d tokens that end with %s', async ([asked, tokens, reason]) => {
  await using server = await startMockServer(fast)
  const answer = await ask(server.port, { body: chat({ ...asked, stream_options: { include_usage: true } }) })
  expect(texts(answer).deltas).toBe(tokens)
  expect(usage(answer)).toMatchObject({ completion_tokens: tokens })
  expect(choices(answer).at(-1)?.finish_reason).toBe(reason)
})

test('earlyStop stops also what was told to ignore the end', async () => {
  await using server = await startMockServer({ ...fast, earlyStop: 3 })
  const answer = await ask(server.port, { body: chat({ max_tokens: 20, ignore_eos: true }) })
  expect(texts(answer).deltas).toBe(3)
  expect(choices(answer).at(-1)?.finish_reason).toBe('stop')
})

test('several tokens share a chunk, the last one has what is left', async () => {
  await using server = await startMockServer({ ...fast, tokensPerChunk: 5 })
  const answer = await ask(server.port, { body: chat({ stream_options: { include_usage: true } }) })
  const words = choices(answer).flatMap(({ delta }) => (delta?.content ? [delta.content.trim().split(' ').length] : []))
  expect(words).toEqual([5, 5, 2])
  expect(usage(answer)).toMatchObject({ completion_tokens: 12 })
  expect(server.stamps()[0]).toMatchObject({ completionTokens: 12 })
  expect(server.stamps()[0]?.writes).toHaveLength(3)
})

test.for(['reasoning_content', 'reasoning'] as const)('reasoning comes first, in delta.%s', async (reasoningField) => {
  await using server = await startMockServer({ ...fast, reasoningTokens: 4, reasoningField })
  const answer = await ask(server.port, { body: chat() })
  const fields = choices(answer).flatMap(({ delta }) => Object.keys(delta ?? {}))
  expect(fields).toEqual([
    'role',
    'content',
    ...Array.from({ length: 4 }, () => reasoningField),
    ...Array.from({ length: 8 }, () => 'content'),
  ])
  expect(texts(answer).reasoning).toBe('The quick answer is')
})

test('a tool call streams its arguments, which are one JSON object', async () => {
  await using server = await startMockServer({ ...fast, toolCall: true, text: 'say "no"\nor \\ not', tokens: 5 })
  const answer = await ask(server.port, { body: chat() })
  const calls = choices(answer).flatMap(({ delta }) => delta?.tool_calls ?? [])
  expect(calls).toHaveLength(5)
  expect(calls.map(({ id }) => id)).toEqual(['call_mock', ...Array.from({ length: 4 }, () => undefined)])
  expect(calls[0]?.function.name).toBe('answer')
  expect(JSON.parse(texts(answer).toolArguments)).toEqual({ text: 'say "no"\nor \\ not' })
  expect(choices(answer).at(-1)?.finish_reason).toBe('tool_calls')
  const whole = await ask(server.port, { body: chat({ stream: false }) })
  const {
    choices: [choice],
  } = JSON.parse(whole.body.toString()) as {
    choices: [{ message: { content: null; tool_calls: [{ function: { arguments: string } }] } }]
  }
  expect(JSON.parse(choice.message.tool_calls[0].function.arguments)).toEqual({ text: 'say "no"\nor \\ not' })
})

test.for([
  ['last', false, undefined],
  ['last', true, 12],
  ['always', false, 12],
  ['absent', true, undefined],
  ['wrong', true, 13],
  ['wrong', false, undefined],
] as const)('usage %s, asked for: %s, tells %s tokens', async ([option, include_usage, tokens]) => {
  await using server = await startMockServer({ ...fast, usage: option })
  const answer = await ask(server.port, { body: chat({ stream_options: { include_usage } }) })
  expect(usage(answer)?.['completion_tokens']).toBe(tokens)
  expect(texts(answer).deltas).toBe(12)
})

test('role chunk and [DONE] can be left out', async () => {
  await using server = await startMockServer({ ...fast, roleChunk: false, done: false })
  const answer = await ask(server.port, { body: chat() })
  expect(choices(answer)[0]?.delta).toEqual({ content: 'The' })
  expect(answer.events.map(({ data }) => data)).not.toContain('[DONE]')
  expect(answer.end).toBe('complete')
})

test('events end in CRLF and are mixed with comments when told so', async () => {
  await using server = await startMockServer({ ...fast, lineEnd: '\r\n', comments: true })
  const answer = await ask(server.port, { body: chat() })
  const text = answer.body.toString()
  expect(text).not.toMatch(/[^\r]\n/)
  expect(text.match(/^: keep-alive\r\n\r\n/gm)).toHaveLength(13)
  expect(texts(answer).deltas).toBe(12)
})

test('split writes cut characters, and the text is whole when put together', async () => {
  const plain = await startMockServer({ ...fast, multiByte: true })
  const expected = texts(await ask(plain.port, { body: chat() })).content
  await plain.close()
  await using server = await startMockServer({ ...fast, interToken: 4, multiByte: true, splitWrites: true })
  const answer = await ask(server.port, { body: chat() })
  expect(expected).toMatch(/🚀/u)
  expect(texts(answer).content).toBe(expected)
  expect(server.stamps()[0]?.writes).toHaveLength(12)
  // The first token is "Über": its first chunk ends after the first byte of the "Ü".
  const start = answer.raw.indexOf(Buffer.from([0xc3, 0x0d, 0x0a]))
  expect(start).toBeGreaterThan(0)
  expect(answer.raw.subarray(start + 3).toString('latin1')).toMatch(/^[\da-f]+\r\n\u009c/)
})

test('a compressed stream is the same stream', async () => {
  await using server = await startMockServer({ ...fast, gzip: true })
  const answer = await ask(server.port, { body: chat() })
  expect(answer.headers.get('content-encoding')).toBe('gzip')
  const text = gunzipSync(answer.body).toString()
  expect(text.match(/"content":"[^"]+"/g)).toHaveLength(12)
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
  const whole = await ask(server.port, { body: chat({ stream: false }) })
  expect(JSON.parse(gunzipSync(whole.body).toString())).toMatchObject({ object: 'chat.completion' })
})

test('a replayed stream comes at once, after its total time', async () => {
  await using server = await startMockServer({ ttft: 20, interToken: 5, tokens: 20, replay: true })
  const answer = await ask(server.port, { body: chat() })
  expect(answer.firstByteAt - answer.sentAt).toBeGreaterThanOrEqual(20 + 19 * 5)
  expect(texts(answer).deltas).toBe(20)
  const [stamps] = server.stamps()
  expect(stamps?.writes).toHaveLength(20)
  expect(new Set(stamps?.writes).size).toBe(1)
})

test('the answer is the given text, again and again where more is asked for', async () => {
  await using server = await startMockServer({ ...fast, tokens: undefined, text: 'grün ist 🌳' })
  expect(texts(await ask(server.port, { body: chat() })).content).toBe('grün ist 🌳')
  expect(texts(await ask(server.port, { body: chat({ min_tokens: 5 }) })).content).toBe('grün ist 🌳 grün ist')
})

test('a function makes the text from the request', async () => {
  await using server = await startMockServer({
    ...fast,
    tokens: undefined,
    text: ({ user }) => `hello ${String(user)}`,
  })
  expect(texts(await ask(server.port, { body: chat({ user: 'Ada' }) })).content).toBe('hello Ada')
  expect(texts(await ask(server.port, { body: chat({ user: 'Bob' }) })).content).toBe('hello Bob')
})
