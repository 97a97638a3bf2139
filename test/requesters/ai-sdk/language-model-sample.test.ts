import { expect, test } from 'vitest'
import { streamedAnswer } from '../../../src/requesters/ai-sdk/language-model-answer.ts'
import { type ModelCall, sampleOf } from '../../../src/requesters/ai-sdk/language-model-sample.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { requestJob } from '../../support/request-job.ts'

const job = requestJob({}, { maxTokens: 100, seed: 1 })
const text = (delta: string): object => ({ type: 'text-delta', id: '1', delta })
const finish = (reason: object | string, usage: object = {}): object => ({
  type: 'finish',
  finishReason: reason,
  usage,
})

/** The sample of a stream whose parts came 10 ms apart. */
function sampleOfParts(parts: readonly object[], call: Partial<ModelCall> = {}): Sample {
  const times = parts.map((_, place) => (place + 1) * 10)
  const whole = { sent: 0, ended: parts.length * 10, answer: () => streamedAnswer(parts, times), problem: null }
  return sampleOf(job, { ...whole, ...call }, (said) => said)
}

test('the end is the part with the finish reason', () => {
  expect(sampleOfParts([text('a'), text('b'), finish('stop')])).toMatchObject({ first: 10, end: 30, firstTokens: 1 })
})

test('hidden reasoning has no place in time, flat or nested', () => {
  const words = Array.from({ length: 21 }, () => text('w '))
  const counts = { inputTokens: 9, outputTokens: 421, totalTokens: 430, reasoningTokens: 400 }
  const nested = { inputTokens: { total: 9, cacheRead: 0 }, outputTokens: { total: 421, reasoning: 400 } }
  for (const usage of [counts, nested, { ...counts, outputTokens: 21 }])
    expect(sampleOfParts([...words, finish('stop', usage)])).toMatchObject({
      tokens: { input: 9, output: 421, cached: null, reasoning: 400, source: 'usage' },
      hiddenTokens: 400,
      firstTokens: 1,
    })
})

test('counts that cannot be are not told', () => {
  expect(sampleOfParts([text('a'), text('b'), finish('stop', { inputTokens: -1, outputTokens: 0 })]).tokens).toEqual({
    input: null,
    output: 2,
    cached: null,
    reasoning: null,
    source: 'chunks',
    nonsense: 'prompt_tokens -1',
  })
})

test("the provider's own counts are read where the SDK leaves them out", () => {
  const raw = { prompt_tokens: 1000, completion_tokens: 2, cached_tokens: 900 }
  const usage = { inputTokens: { total: 1000, cacheRead: 0 }, outputTokens: { total: 2, reasoning: 0 }, raw }
  expect(sampleOfParts([text('a'), text('b'), finish('stop', usage)]).tokens).toMatchObject({ cached: 900 })
})

test.for([
  [finish('error'), 'server-error', 'the server gave up (finish reason: error)'],
  [finish({ unified: 'other', raw: 'abort' }), 'server-error', 'the server gave up (finish reason: abort)'],
  [
    finish({ unified: 'error', raw: 'insufficient_system_resource' }),
    'server-error',
    'the server gave up (finish reason: insufficient_system_resource)',
  ],
] as const)('%j is a failure', ([part, name, message]) => {
  expect(sampleOfParts([text('a'), part])).toMatchObject({ state: 'failed', failure: { class: name, message } })
})

test('a word that is only not known is none', () => {
  expect(sampleOfParts([text('a'), finish({ unified: 'other', raw: 'eos' })])).toMatchObject({ state: 'completed' })
})

test('a filter fails an answer that it left nothing of', () => {
  const filtered = finish({ unified: 'content-filter', raw: 'content_filter' })
  expect(sampleOfParts([text('a'), filtered])).toMatchObject({ state: 'completed', finish: 'content-filter' })
  expect(sampleOfParts([filtered])).toMatchObject({ failure: { class: 'content-filter' } })
})

test('a finish reason ends nothing that breaks off behind it; silence is waited at, and said', () => {
  const parts = [text('a'), finish('stop')]
  const broken = { problem: { error: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) } }
  expect(sampleOfParts(parts, broken)).toMatchObject({ failure: { class: 'reset' } })
  const cut = { class: 'stall', message: 'no further token' } as const
  expect(sampleOfParts(parts, { cut })).toMatchObject({ state: 'completed', unended: true })
  expect(sampleOfParts([text('a')], { cut })).toMatchObject({ failure: cut })
})

test('an answer that was all thought says so', () => {
  const usage = { inputTokens: 9, outputTokens: 64, reasoningTokens: 64 }
  expect(sampleOfParts([finish('length', usage)])).toMatchObject({
    failure: { class: 'empty', message: expect.stringContaining('all 64 tokens went into reasoning') },
  })
})
