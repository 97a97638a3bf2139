import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LlamaCppEngine } from '../../../src/engines/llama-cpp/engine.ts'
import { modelRequester } from '../../../src/engines/llama-cpp/model-requester.ts'
import type { RequestJob } from '../../../src/requesters/requester.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { loadEngine, microFile, startLlama, type StartedLlama } from './loaded-engine.ts'

let started: StartedLlama
let engine: LlamaCppEngine
beforeAll(async () => {
  started = await startLlama()
  engine = await loadEngine(started, await microFile())
})
afterAll(async () => await started[Symbol.asyncDispose]())

const { signal } = new AbortController()

function job(stream: number, changed: Partial<RequestJob> = {}): RequestJob {
  return {
    index: stream,
    phase: 'measured',
    slot: 0,
    stream,
    turn: null,
    intended: 0,
    prompt: { kind: 'tokens', count: 10 },
    sampling: { maxTokens: 4, temperature: 0, seed: 1, ignoreEos: true },
    ...changed,
  }
}

test('each stream has a sequence of its own', async () => {
  const { sequences } = await engine.openContext(3, 64)
  const requester = modelRequester(engine.generator, sequences)
  await requester.request(job(1), signal)
  expect(sequences.map(({ contextTokens }) => contextTokens.length > 0)).toEqual([false, true, false])
  await requester.request(job(2), signal)
  expect(sequences.map(({ contextTokens }) => contextTokens.length > 0)).toEqual([false, true, true])
})

test('streams at once each get an answer to their own request', async () => {
  const { sequences } = await engine.openContext(3, 64)
  const requester = modelRequester(engine.generator, sequences)
  const sampling = { maxTokens: 12, temperature: 1, seed: 1, ignoreEos: true }
  const answers = await Promise.all(
    [3, 7, 12].map(
      async (count, stream) =>
        await requester.request(job(stream, { prompt: { kind: 'tokens', count }, sampling }), signal),
    ),
  )
  expect(answers).toMatchObject(
    [3, 7, 12].map((input, stream) => ({
      state: 'completed',
      index: stream,
      stream,
      tokens: { input, output: 12, cached: 0, source: 'estimated' },
    })),
  )
  expect(new Set(answers.map((sample) => (sample as Sample).text)).size).toBe(3)
})

test('a request that is cut short is nothing', async () => {
  const { sequences } = await engine.openContext(1, 64)
  const requester = modelRequester(engine.generator, sequences)
  expect(await requester.request(job(0), AbortSignal.abort())).toBeNull()
  expect(await requester.request(job(0), signal)).toMatchObject({ state: 'completed' })
})
