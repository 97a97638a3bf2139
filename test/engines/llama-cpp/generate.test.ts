import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LlamaCppEngine } from '../../../src/engines/llama-cpp/engine.ts'
import { generate, type Generator } from '../../../src/engines/llama-cpp/generate.ts'
import { noTopK } from '../../../src/engines/llama-cpp/answers/no-top-k.ts'
import { LlmBenchError } from '../../../src/errors.ts'
import type { RequestJob } from '../../../src/requesters/requester.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import type { Sampling } from '../../../src/workload/prompt.ts'
import { temporaryFolder } from '../../models/temporary-folder.ts'
import { changedMicro, loadEngine, microFile, startLlama, type StartedLlama } from './loaded-engine.ts'
import { requestJob } from '../../support/request-job.ts'

let started: StartedLlama
let engine: LlamaCppEngine
let sequence: LlamaContextSequence
beforeAll(async () => {
  started = await startLlama()
  engine = await loadEngine(started, await microFile())
  sequence = await sequenceOf(engine)
})
afterAll(async () => await started[Symbol.asyncDispose]())

const { signal } = new AbortController()

async function sequenceOf(of: LlamaCppEngine): Promise<LlamaContextSequence> {
  const [only] = (await of.openContext(1, 512)).sequences
  if (only === undefined) throw new Error('no sequence')
  return only
}

function job(sampling: Partial<Sampling> = {}, changed: Partial<RequestJob> = {}): RequestJob {
  return requestJob({ prompt: { kind: 'tokens', count: 10 }, ...changed }, { maxTokens: 6, seed: 1, ...sampling })
}

async function completed(request: RequestJob, generator: Generator = engine.generator): Promise<Sample> {
  const sample = await generate(generator, sequence, request, signal)
  expect(sample?.state).toBe('completed')
  return sample as Sample
}

test('a request is stamped token by token, and its sample says who asked', async () => {
  const request = job({}, { index: 4, phase: 'warmup', slot: 2, stream: 0, turn: 1, intended: 12.5 })
  const sample = await completed(request)
  expect(sample).toMatchObject({
    index: 4,
    phase: 'warmup',
    slot: 2,
    stream: 0,
    turn: 1,
    intended: 12.5,
    tokens: { input: 10, output: 6, cached: 0, source: 'estimated' },
    finish: 'length',
  })
  const { chunkTimes, sent, end } = sample
  expect(chunkTimes).toHaveLength(6)
  expect(chunkTimes).toEqual(chunkTimes.toSorted((one, other) => one - other))
  expect(chunkTimes[0]).toBeGreaterThan(sent)
  expect(end).toBe(chunkTimes[5])
  const [first] = chunkTimes
  expect(sample).toMatchObject({ firstChunk: first, first, firstVisible: first })
})

test('outside of a conversation a sample has no turn', async () => {
  expect(await completed(job())).not.toHaveProperty('turn')
})

test('the text is that of the tokens the engine generated', async () => {
  const { text } = await completed(job())
  const bare: Token[] = []
  await sequence.clearHistory()
  const input = engine.generator.tokenizer.tokenize({ kind: 'tokens', count: 10 }, 1)
  for await (const token of sequence.evaluate(input, { temperature: 0, yieldEogToken: true })) {
    bare.push(token)
    if (bare.length === 6) break
  }
  expect(text).toBe(engine.generator.model.detokenize(bare))
  expect(text).not.toBe('')
})

test('nothing of the request before is left in the sequence', async () => {
  const first = await completed(job())
  expect((await completed(job())).text).toBe(first.text)
  expect(sequence.contextTokens.length).toBeLessThanOrEqual(10 + 6)
})

test('a request is sampled with the seed plus its index', async () => {
  const warm = { temperature: 1, maxTokens: 24 }
  const text = async (seed: number, index: number): Promise<string> =>
    (await completed(job({ ...warm, seed }, { index, prompt: { kind: 'text', text: 'Why is the sky blue?' } }))).text
  const known = await text(5, 2)
  expect(await text(5, 2)).toBe(known)
  expect(await text(7, 0)).toBe(known)
  expect(await text(5, 3)).not.toBe(known)
})

test('a temperature samples from all tokens, not from the forty most likely ones', async () => {
  const seen = new Set<number>()
  for (let index = 0; index < 8; index++) {
    const { text } = await completed(job({ temperature: 100, maxTokens: 100 }, { index }))
    for (const token of engine.generator.model.tokenize(text)) seen.add(token)
  }
  expect(seen.size).toBeGreaterThan(100)
})

test('what is cut short is nothing', async () => {
  expect(await generate(engine.generator, sequence, job(), AbortSignal.abort())).toBeNull()
  const controller = new AbortController()
  const running = generate(engine.generator, sequence, job({ maxTokens: 400 }), controller.signal)
  controller.abort()
  expect(await running).toBeNull()
  await completed(job())
})

test('a failure of the engine is a failed sample with its message', async () => {
  const { sequences } = await engine.openContext(2, 64)
  const [gone] = sequences
  await gone?.dispose()
  const sample = await generate(engine.generator, gone as LlamaContextSequence, job({}, { index: 3 }), signal)
  expect(sample).toMatchObject({
    state: 'failed',
    index: 3,
    chunkTimes: [],
    tokens: { output: 0 },
    text: '',
    failure: { class: 'engine', message: expect.stringMatching(/disposed/i) as string },
  })
  expect(sample?.end).toBeGreaterThanOrEqual(sample?.sent ?? Number.NaN)
  expect(sample).not.toHaveProperty('finish')
})

test('a workload that cannot be meant is an error, no failed sample', async () => {
  const tokenizer = {
    ...engine.generator.tokenizer,
    tokenize: () => {
      throw new LlmBenchError('invalid-workload', 'the prompt is empty: give it at least one character')
    },
  }
  await expect(generate({ ...engine.generator, tokenizer }, sequence, job(), signal)).rejects.toThrow(
    'the prompt is empty',
  )
})

const lively = { temperature: 5, seed: 3, maxTokens: 40 }

/** Tokens that the tiny model answers a lively request with, asked of the engine itself. */
async function lively40(): Promise<Token[]> {
  const tokens: Token[] = []
  await sequence.clearHistory()
  const input = engine.generator.tokenizer.tokenize(job().prompt, lively.seed)
  const { temperature, seed } = lively
  const options = { temperature, seed, topK: noTopK(sequence), topP: 1, minP: 0, yieldEogToken: true }
  for await (const token of sequence.evaluate(input, options)) {
    tokens.push(token)
    if (tokens.length === lively.maxTokens) break
  }
  return tokens
}

/** The tiny model with another end token, taken for a trained one. */
async function endingAt(end: Token, neverStops: boolean): Promise<(request: RequestJob) => Promise<Sample | null>> {
  await using folder = await temporaryFolder()
  const changed = await changedMicro(folder.path, { 'tokenizer.ggml.eos_token_id': { type: 'uint32', value: end } })
  const ending = await loadEngine(started, changed)
  const of = await sequenceOf(ending)
  // The same prompt, whichever tokens are special here.
  const { tokenizer } = engine.generator
  return async (request) => await generate({ ...ending.generator, tokenizer, neverStops }, of, request, signal)
}

test('where the model ends, the answer ends, unless it is to go on', async () => {
  const tokens = await lively40()
  const place = tokens.findIndex((token, at) => at >= 3 && tokens.indexOf(token) === at)
  expect(place).toBeGreaterThanOrEqual(3)
  const ask = await endingAt(tokens[place] as Token, false)
  const stopped = await ask(job(lively))
  expect(stopped).toMatchObject({ state: 'completed', finish: 'stop', tokens: { output: place + 1 } })
  // The end itself is no token of the answer.
  expect(stopped?.chunkTimes).toHaveLength(place)
  // The end token has no text, and its time.
  expect(stopped?.end).toBeGreaterThan(stopped?.chunkTimes.at(-1) ?? Number.NaN)
  expect(await ask(job({ ...lively, ignoreEos: true }))).toMatchObject({ finish: 'length', tokens: { output: 40 } })
  expect(await ask(job({ ...lively, maxTokens: place }))).toMatchObject({ finish: 'length', tokens: { output: place } })
})

test('of random weights an end token means nothing', async () => {
  const tokens = await lively40()
  const ask = await endingAt(tokens[3] as Token, true)
  expect(await ask(job(lively))).toMatchObject({ finish: 'length', tokens: { output: 40 } })
})

test('an answer that ends before its first token is a failed one', async () => {
  const [first] = await lively40()
  const ask = await endingAt(first as Token, false)
  expect(await ask(job(lively))).toMatchObject({
    state: 'failed',
    chunkTimes: [],
    // The end token.
    tokens: { input: 10, output: 1 },
    text: '',
    failure: { class: 'empty', message: 'the model ended before its first token' },
  })
  const text = { prompt: { kind: 'text', text: 'Why?' } } as const
  const sample = await ask(job(lively, text))
  if (sample?.state === 'failed' && sample.failure.class === 'empty')
    expect(sample.failure.message).toMatch(/ask by chat\(\), or set ignoreEos: true$/)
})

test('a context that is full fails the request, instead of forgetting the beginning of the prompt', async () => {
  const { sequences } = await engine.openContext(1, 64)
  const [small] = sequences as [LlamaContextSequence]
  const size = small.contextSize
  const ask = async (count: number, maxTokens: number): Promise<Sample | null> =>
    await generate(engine.generator, small, job({ maxTokens }, { prompt: { kind: 'tokens', count } }), signal)
  expect(await ask(10, size - 10)).toMatchObject({ state: 'completed', tokens: { output: size - 10 } })
  const failed = await ask(10, size)
  expect(failed).toMatchObject({
    state: 'failed',
    failure: { class: 'context-full', message: expect.stringMatching(/^the context of \d+ tokens is full/) as string },
  })
  // All that it held was generated from the whole prompt.
  expect(failed?.tokens.output).toBe(size - 10)
  expect(await ask(size, 1)).toMatchObject({ state: 'failed', failure: { class: 'context-full' }, chunkTimes: [] })
  expect(await ask(10, 5)).toMatchObject({ state: 'completed' })
})
