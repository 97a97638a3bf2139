import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV2, LanguageModelV3, LanguageModelV4 } from '@ai-sdk/provider'
import { createOpenAICompatible as createV2 } from 'openai-compatible-v2'
import { createOpenAICompatible as createV3 } from 'openai-compatible-v3'
import { describe, expect, test } from 'vitest'
import type { LanguageModel } from '../../../src/requesters/ai-sdk/language-model.ts'
import type { ModelCallOptions } from '../../../src/requesters/ai-sdk/language-model-call.ts'
import { type ModelCalls, modelRequester } from '../../../src/requesters/ai-sdk/language-model-requester.ts'
import { readWhole, type RequestJob, type SinglePrompt } from '../../../src/requesters/requester.ts'
import { type SpawnedMockServerOptions, spawnMockServer, startMockServer } from '../../../src/mock-server/index.ts'
import type { CompletedSample, FailedSample, Sample } from '../../../src/samples/sample.ts'
import { certificate } from '../../support/certificate.ts'

const apiKey = 'sk-test-0123456789abcdef'
const providers = {
  'openai-compatible (v2)': (baseURL: string): LanguageModel =>
    createV2({ name: 'mock', baseURL, apiKey, includeUsage: true })('mock-model'),
  'openai-compatible (v3)': (baseURL: string): LanguageModel =>
    createV3({ name: 'mock', baseURL, apiKey, includeUsage: true })('mock-model'),
  'openai-compatible (v4)': (baseURL: string): LanguageModel =>
    createOpenAICompatible({ name: 'mock', baseURL, apiKey, includeUsage: true })('mock-model'),
  'openai chat (v4)': (baseURL: string): LanguageModel => createOpenAI({ baseURL, apiKey }).chat('mock-model'),
}
const compatible = providers['openai-compatible (v4)']

const calls: ModelCalls = {
  stream: true,
  nonce: false,
  timeouts: { firstTokenMs: 20_000, stallMs: 20_000, totalMs: 30_000 },
  callOptions: {},
}

function job(index = 0, prompt: SinglePrompt = { kind: 'text', text: 'Why is the sky blue?' }): RequestJob {
  const sampling = { maxTokens: 12, temperature: 0, seed: 5, ignoreEos: false }
  return { index, phase: 'measured', slot: 0, stream: 0, turn: null, intended: 0, prompt, sampling }
}

async function ask(
  model: LanguageModel,
  {
    settings = {},
    jobs = [job()],
    signal = new AbortController().signal,
  }: {
    settings?: Partial<ModelCalls>
    jobs?: readonly RequestJob[]
    signal?: AbortSignal
  } = {},
): Promise<(Sample | null)[]> {
  const requester = modelRequester(model, { ...calls, ...settings })
  return await Promise.all(
    jobs.map(async (one) => {
      const outcome = await requester.request(one, signal)
      return typeof outcome === 'function' ? readWhole(outcome) : outcome
    }),
  )
}

async function completed(model: LanguageModel, options: Parameters<typeof ask>[1] = {}): Promise<CompletedSample> {
  const [sample] = await ask(model, options)
  if (sample?.state !== 'completed') throw new Error(`it failed: ${JSON.stringify(sample)}`)
  return sample
}

async function failed(model: LanguageModel, options: Parameters<typeof ask>[1] = {}): Promise<FailedSample> {
  const [sample] = await ask(model, options)
  if (sample?.state !== 'failed') throw new Error(`it did not fail: ${JSON.stringify(sample)}`)
  return sample
}

const quick: SpawnedMockServerOptions = { ttft: 20, interToken: 3, tokens: 12 }

describe.each(Object.entries(providers))('%s', (_name, make) => {
  test('stamps each part after the server wrote it, and in order', async () => {
    await using server = await spawnMockServer(quick)
    const sample = await completed(make(server.url))
    const [truth] = await server.stamps()
    expect(sample.chunkTimes).toHaveLength(12)
    const writes = [...(truth?.writes ?? [])]
    expect(writes).toHaveLength(12)
    for (const [place, written] of writes.entries()) expect(sample.chunkTimes[place]).toBeGreaterThan(written)
    expect([...sample.chunkTimes]).toEqual([...sample.chunkTimes].toSorted((left, right) => left - right))
    expect(sample.sent).toBeLessThan(truth?.arrived ?? 0)
    expect(sample.first).toBe(sample.chunkTimes[0])
    expect(sample.firstVisible).toBe(sample.first)
    // The part with the finish reason comes when the body has ended.
    expect(sample.end).toBeGreaterThanOrEqual(sample.chunkTimes.at(-1) ?? Number.NaN)
    // The role chunk comes before the first token.
    expect(sample.firstChunk).toBeLessThan(sample.first ?? 0)
  })

  test('gives text, finish reason and the counts of the server', async () => {
    await using server = await startMockServer({ ...quick, text: 'one two three four', tokens: 4, prefixCache: 0.5 })
    const natural = await completed(make(server.url))
    expect(natural.text.trim()).toBe('one two three four')
    expect(natural.finish).toBe('stop')
    expect(natural.model).toBe('mock-model')
    expect(natural.tokens).toEqual({
      input: 5,
      output: 4,
      cached: expect.toBeOneOf([2, 3]),
      reasoning: null,
      source: 'usage',
    })
    const cut = await completed(make(server.url), {
      jobs: [{ ...job(), sampling: { ...job().sampling, maxTokens: 2 } }],
    })
    expect(cut.finish).toBe('length')
    expect(cut.tokens.output).toBe(2)
  })

  test('reads tool calls that are streamed', async () => {
    await using server = await startMockServer({ ...quick, toolCall: true })
    const sample = await completed(make(server.url), {
      jobs: [{ ...job(), sampling: { ...job().sampling, maxTokens: 500 } }],
    })
    expect(sample.finish).toBe('tool-calls')
    const [call] = JSON.parse(sample.toolCalls ?? '[]') as { id: string; name: string; arguments: string }[]
    expect(call?.name).toMatch(/\w/)
    expect(call?.id).toMatch(/\w/)
    expect(JSON.parse(call?.arguments ?? '')).toBeTypeOf('object')
    // The whole call, which follows its parts, was not generated again.
    const [truth] = server.stamps()
    expect(sample.end).toBeGreaterThan(truth?.writes.at(-1) ?? Number.NaN)
    expect(sample.chunkTimes.length).toBeLessThanOrEqual((truth?.writes.length ?? 0) + 1)
  })

  test.each([
    ['refuse-401', 'http-status', 401, null],
    ['refuse-429', 'http-status', 429, 7],
    ['refuse-503', 'http-status', 503, 7],
    ['refuse-500', 'http-status', 500, null],
  ] as const)('tells %s', async (kind, failure, status, retryAfter) => {
    await using server = await startMockServer({ ...quick, faults: [{ kind, retryAfter: 7 }] })
    const sample = await failed(make(server.url))
    expect(sample.failure.class).toBe(failure)
    expect(sample.failure.message).toMatch(new RegExp(`^status ${status}: \\S`))
    expect(sample.http).toEqual({ connectMs: null, status, retryAfterSeconds: retryAfter })
    expect(sample.end).toBeGreaterThan(sample.sent)
  })

  test.each([
    ['reset-before-headers', ['reset']],
    ['reset-mid-stream', ['reset', 'truncated']],
    ['close-mid-stream', ['truncated']],
    ['error-frame', ['server-error']],
    ['malformed-json', ['malformed']],
    ['malformed-chunk', ['malformed', 'truncated']],
    ['empty', ['empty']],
    ['not-json', ['malformed', 'truncated']],
  ] as const)('tells %s', async (kind, classes) => {
    await using server = await startMockServer({ ...quick, faults: [{ kind, after: 4 }] })
    const sample = await failed(make(server.url))
    expect(sample.failure.class).toBeOneOf([...classes])
    expect(sample.failure.message).toMatch(/^[^\n]{8,200}$/)
    if (['reset-mid-stream', 'close-mid-stream', 'error-frame'].includes(kind)) {
      expect(sample.chunkTimes).toHaveLength(4)
      expect(sample.text).not.toBe('')
    }
  })

  test('takes an answer that only lacks [DONE]', async () => {
    await using server = await startMockServer({ ...quick, faults: [{ kind: 'end-without-done' }] })
    expect((await completed(make(server.url))).finish).toBe('length')
  })

  test.each([
    ['hang-before-headers', { firstTokenMs: 150 }, 'first-token-timeout', 0],
    ['hang-before-first-token', { firstTokenMs: 150 }, 'first-token-timeout', 0],
    ['stall', { stallMs: 150 }, 'stall', 3],
    ['slow-forever', { totalMs: 400 }, 'total-timeout', 1],
  ] as const)('gives up on %s', async (kind, short, failure, chunks) => {
    await using server = await startMockServer({ ...quick, faults: [{ kind, after: 3, interval: 5000 }] })
    const sample = await failed(make(server.url), { settings: { timeouts: { ...calls.timeouts, ...short } } })
    expect(sample.failure.class).toBe(failure)
    expect(sample.failure.message).toContain(String(Object.values(short)[0]))
    expect(sample.chunkTimes.length).toBeGreaterThanOrEqual(chunks)
    expect(sample.end - sample.sent).toBeGreaterThanOrEqual((Object.values(short)[0] as number) - 2)
  })

  test('makes twenty at once', async () => {
    await using server = await spawnMockServer({ ...quick, ttft: 300 })
    const samples = await ask(make(server.url), { jobs: Array.from({ length: 20 }, (_, index) => job(index)) })
    expect(samples.map((sample) => sample?.state)).toEqual(Array.from({ length: 20 }, () => 'completed'))
    expect(new Set(samples.map((sample) => sample?.index)).size).toBe(20)
    for (const sample of samples) expect(sample?.tokens.output).toBe(12)
    const truth = await server.stamps()
    const overlap = truth.filter(({ received }) => received < Math.min(...truth.map(({ ended }) => ended ?? 0)))
    expect(overlap.length).toBeGreaterThan(10)
  })

  test('answers whole where no stream was asked for', async () => {
    await using server = await startMockServer(quick)
    const sample = await completed(make(server.url), { settings: { stream: false } })
    expect(sample).toMatchObject({
      firstChunk: null,
      first: null,
      firstVisible: null,
      chunkTimes: [],
      finish: 'length',
    })
    expect(sample.tokens).toMatchObject({ output: 12, source: 'usage' })
    expect(sample.text).not.toBe('')
    const refusing = await startMockServer({ ...quick, faults: [{ kind: 'refuse-429' }] })
    const refused = await failed(make(refusing.url), { settings: { stream: false } })
    await refusing.close()
    expect(refused.http?.status).toBe(429)
  })
})

describe('reasoning', () => {
  test.each(['openai-compatible (v2)', 'openai-compatible (v3)', 'openai-compatible (v4)'] as const)(
    'is generated, and not visible: %s',
    async (name) => {
      await using server = await startMockServer({ ...quick, reasoningTokens: 5 })
      const sample = await completed(providers[name](server.url))
      expect(sample.chunkTimes).toHaveLength(12)
      expect(sample.first).toBe(sample.chunkTimes[0])
      expect(sample.firstVisible).toBe(sample.chunkTimes[5])
      expect(sample.reasoning?.trim().split(/\s+/)).toHaveLength(5)
      expect(sample.text.trim().split(/\s+/)).toHaveLength(7)
    },
  )
})

describe('a call', () => {
  test('counts parts where the server tells no tokens', async () => {
    await using server = await startMockServer({ ...quick, usage: 'absent' })
    expect((await completed(compatible(server.url))).tokens).toEqual({
      input: null,
      output: 12,
      cached: null,
      reasoning: null,
      source: 'chunks',
    })
  })

  test('is no sample when its block is aborted, before or during it', async () => {
    await using server = await startMockServer({ ...quick, interToken: 50 })
    expect(await ask(compatible(server.url), { signal: AbortSignal.abort() })).toEqual([null])
    expect(await ask(compatible(server.url), { signal: AbortSignal.timeout(100) })).toEqual([null])
  })

  test('begins with a nonce of its own, another in another run', async () => {
    const [calls1, calls2] = [await promptsOf({ nonce: true }), await promptsOf({ nonce: true })]
    const texts = [...calls1, ...calls2]
    expect(new Set(texts).size).toBe(4)
    for (const text of texts) expect(text).toMatch(/^(?:\w+ ){7}\w+\n\nWhy is the sky blue\?$/)
    expect(await promptsOf({ nonce: false })).toEqual(['Why is the sky blue?', 'Why is the sky blue?'])
  })

  test('has messages, limits and further options as the SDK has them', async () => {
    const seen: ModelCallOptions[] = []
    const prompt: SinglePrompt = {
      kind: 'messages',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'Hi' },
        { role: 'user', content: 'Bye' },
      ],
    }
    const warm = { ...job(3, prompt), sampling: { maxTokens: 7, temperature: 0.5, seed: 5, ignoreEos: false } }
    await ask(scripted(seen), { settings: { callOptions: { topP: 0.9 } }, jobs: [warm, job()] })
    expect(seen[0]).toMatchObject({ maxOutputTokens: 7, temperature: 0.5, seed: 8, topP: 0.9 })
    expect(seen[0]?.prompt).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
      { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] },
      { role: 'user', content: [{ type: 'text', text: 'Bye' }] },
    ])
    // Greedy decoding draws nothing.
    expect(seen[1]).not.toHaveProperty('seed')
    const [options] = seen
    if (options === undefined) throw new Error('it was not called')
    // Every specification takes them.
    options satisfies Parameters<LanguageModelV2['doStream']>[0]
    options satisfies Parameters<LanguageModelV3['doStream']>[0]
    options satisfies Parameters<LanguageModelV4['doStream']>[0]
  })

  test('is over at its time-out although the model does not listen to the signal', async () => {
    const deaf: LanguageModel = { ...scripted([]), doStream: async () => await new Promise(() => {}) }
    const endless: LanguageModel = {
      ...scripted([]),
      doStream: async () => ({ stream: new ReadableStream({ start() {} }) }),
    }
    for (const model of [deaf, endless]) {
      const sample = await failed(model, { settings: { timeouts: { ...calls.timeouts, firstTokenMs: 60 } } })
      expect(sample.failure).toEqual({ class: 'first-token-timeout', message: 'no generated token within 60 ms' })
    }
  })

  test('tells what no connection comes of', async () => {
    const server = await startMockServer(quick)
    await server.close()
    const refused = await failed(compatible(server.url))
    expect(refused.failure.class).toBe('refused')
    expect(refused.failure.message).toContain('ECONNREFUSED')
    expect(refused.http).toBeUndefined()
    const unknown = await failed(compatible('http://no-such-host.invalid/v1'))
    expect(unknown.failure.class).toBe('dns')
    // Nobody vouches for its certificate.
    await using secure = await startMockServer({ ...quick, tls: certificate })
    const unsafe = await failed(compatible(secure.url))
    expect(unsafe.failure.class).toBe('tls')
  })
})

test('no message holds a key', async () => {
  process.env['MOCK_VENDOR_API_KEY'] = 'plain-value-of-a-variable'
  try {
    const said = [
      'Incorrect key plain-value-of-a-variable',
      `Incorrect API key provided: ${apiKey}.`,
      '{"authorization":"Bearer abcdefghijkl"}',
      'x-api-key: abcdefghijkl',
      'GET /v1?key=abcdefghijkl failed',
      'Authorization: Basic abcdefghijkl\n\u001B[31mred',
    ]
    for (const message of said) {
      const error = Object.assign(new Error(message), {
        statusCode: 401,
        requestBodyValues: { apiKey },
        responseHeaders: { authorization: apiKey },
      })
      const sample = await failed({ ...scripted([]), doStream: async () => await Promise.reject(error) })
      expect(sample.failure.message).toMatch(/^status 401: .*<secret>/)
      expect(JSON.stringify(sample)).not.toMatch(/plain-value|0123456789|abcdefgh|\\u001[Bb]|\\n/)
    }
  } finally {
    delete process.env['MOCK_VENDOR_API_KEY']
  }
})

test('no message holds what the call itself was given as a secret', async () => {
  const callOptions = {
    headers: { 'x-gateway': 'gate way-7', authorization: 'Basic dXNlcjpwYXNz', 'x-none': null },
    providerOptions: { acme: { apiKey: 'acme key', effort: 'low', nested: [{ accessToken: { value: 'nested-1' } }] } },
    tools: [{ type: 'function', name: 'find', inputSchema: { key: 'a word of the schema' } }],
  }
  const message = [
    'x-gateway: gate way-7',
    'user dXNlcjpwYXNz',
    'with acme key',
    'and nested-1',
    'effort low',
    'a word of the schema',
  ].join(', ')
  const refusing: LanguageModel = { ...scripted([]), doStream: async () => await Promise.reject(new Error(message)) }
  const sample = await failed(refusing, { settings: { callOptions } })
  expect(sample.failure.message).toBe(
    'x-gateway: <secret>, user <secret>, with <secret>, and <secret>, effort low, a word of the schema',
  )
})

test('the text of a long prompt can be made beforehand, nonce and all', async () => {
  const seen: ModelCallOptions[] = []
  const requester = modelRequester(scripted(seen), { ...calls, nonce: true })
  const one = job(4, { kind: 'tokens', count: 40 })
  await requester.request(one, new AbortController().signal)
  await requester.request(one, new AbortController().signal, requester.prepare?.(one))
  const [drawn, ready] = seen.map(({ prompt }) => JSON.stringify(prompt))
  expect(ready).toBe(drawn)
  expect(ready?.split(' ')).toHaveLength(40)
})

async function promptsOf(settings: Partial<ModelCalls>): Promise<string[]> {
  const seen: ModelCallOptions[] = []
  await ask(scripted(seen), { settings, jobs: [job(0), job(1)] })
  return seen.map(({ prompt }) => {
    const [message] = prompt
    return typeof message?.content === 'string' ? message.content : (message?.content[0]?.text ?? '')
  })
}

/** A model that keeps what it is called with. */
function scripted(seen: ModelCallOptions[]): LanguageModel {
  const parts = [
    { type: 'text-delta', id: '1', delta: 'hello' },
    { type: 'finish', finishReason: 'stop', usage: {} },
  ]
  return {
    specificationVersion: 'v2',
    provider: 'scripted',
    modelId: 'one',
    doGenerate: async () => await Promise.reject(new Error('it streams')),
    doStream: async (options: ModelCallOptions) => {
      seen.push(options)
      return { stream: ReadableStream.from(parts) }
    },
  }
}
