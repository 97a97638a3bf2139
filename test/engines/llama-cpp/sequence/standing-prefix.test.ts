import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { LlamaCppEngine } from '../../../../src/engines/llama-cpp/engine.ts'
import { generate } from '../../../../src/engines/llama-cpp/generate.ts'
import { clear, standAt } from '../../../../src/engines/llama-cpp/sequence/standing-prefix.ts'
import { type ReadAnswer, readWhole } from '../../../../src/requesters/requester.ts'
import type { Sample } from '../../../../src/samples/sample.ts'
import { requestJob } from '../../../support/request-job.ts'
import { loadEngine, microFile, startLlama, type StartedLlama } from '../loaded-engine.ts'

let started: StartedLlama
let engine: LlamaCppEngine
let sequence: LlamaContextSequence
beforeAll(async () => {
  started = await startLlama()
  engine = await loadEngine(started, await microFile())
  sequence = (await engine.openContext(1, 512)).sequences[0] as LlamaContextSequence
})
afterAll(async () => await started[Symbol.asyncDispose]())
beforeEach(() => vi.restoreAllMocks())

function asReader(outcome: Sample | ReadAnswer | null): ReadAnswer {
  if (outcome === null) throw new Error('it was cut short')
  return typeof outcome === 'function' ? outcome : () => outcome
}

const { signal } = new AbortController()
const sampling = { depth: 64, seed: 1 }

test('the prefix is evaluated once, and requests after it go on from there as if it had come first', async () => {
  const evaluated = vi.spyOn(sequence, 'evaluateWithoutGeneratingNewTokens')
  const texts: string[] = []
  for (let index = 0; index < 3; index++) {
    const job = requestJob({ prompt: { kind: 'tokens', count: 10 }, index: 0 }, { maxTokens: 6, ...sampling })
    const sample = await generate(engine.generator, sequence, job, signal)
    expect(sample).toMatchObject({ state: 'completed', tokens: { input: 10, output: 6 } })
    texts.push(sample?.text ?? '')
  }
  expect(evaluated).toHaveBeenCalledTimes(1)
  const { tokenizer, model } = engine.generator
  const random = (count: number): Token[] => tokenizer.tokenize({ kind: 'tokens', count }, 1)
  await clear(sequence)
  const bare: Token[] = []
  for await (const token of sequence.evaluate([...random(64), ...random(10)], {
    temperature: 0,
    yieldEogToken: true,
  })) {
    bare.push(token)
    if (bare.length === 6) break
  }
  expect(texts).toEqual(Array.from({ length: 3 }, () => model.detokenize(bare)))
})

test('answers that take their tokens by the calls of the engine itself leave nothing behind', async () => {
  const { requester, sequences } = await engine.openContext(1, 512)
  const [own] = sequences
  if (own === undefined) throw new Error('no sequence')
  const evaluated = vi.spyOn(own, 'evaluateWithoutGeneratingNewTokens')
  const texts: (string | undefined)[] = []
  for (const maxTokens of [6, 40, 6, 1, 6]) {
    const job = requestJob(
      { prompt: { kind: 'tokens', count: 10 }, index: 0, stream: 0 },
      { maxTokens, ...sampling, seed: 9 },
    )
    const sample = readWhole(asReader(await requester.request(job, signal)))
    expect(sample).toMatchObject({ state: 'completed', tokens: { output: maxTokens } })
    if (maxTokens === 6) texts.push(sample.text)
  }
  expect(evaluated).toHaveBeenCalledTimes(1)
  expect(new Set(texts).size).toBe(1)
})

test('it is no part of the time to the first token', async () => {
  await clear(sequence)
  const standing = vi.spyOn(sequence, 'evaluateWithoutGeneratingNewTokens')
  let over = Number.NaN
  standing.mockImplementationOnce(async (tokens, options) => {
    standing.mockRestore()
    await sequence.evaluateWithoutGeneratingNewTokens(tokens, options)
    over = performance.now()
  })
  const before = performance.now() - Number(process.hrtime.bigint()) / 1e6
  const job = requestJob({ prompt: { kind: 'tokens', count: 4 } }, { maxTokens: 1, ...sampling })
  const sample = await generate(engine.generator, sequence, job, signal)
  expect((sample?.sent ?? 0) + before).toBeGreaterThanOrEqual(over - 1)
})

test('another depth or seed, none, and a sequence that somebody emptied are evaluated anew', async () => {
  const { tokenizer } = engine.generator
  const evaluated = vi.spyOn(sequence, 'evaluateWithoutGeneratingNewTokens')
  await clear(sequence)
  await standAt(sequence, tokenizer, sampling)
  await standAt(sequence, tokenizer, sampling)
  expect(evaluated).toHaveBeenCalledTimes(1)
  await standAt(sequence, tokenizer, { depth: 32, seed: 1 })
  expect(sequence.nextTokenIndex).toBe(32)
  await standAt(sequence, tokenizer, { depth: 32, seed: 2 })
  expect(evaluated).toHaveBeenCalledTimes(3)
  await sequence.clearHistory()
  await standAt(sequence, tokenizer, { depth: 32, seed: 2 })
  expect(evaluated).toHaveBeenCalledTimes(4)
  await standAt(sequence, tokenizer, { seed: 2 })
  expect(sequence.nextTokenIndex).toBe(0)
})

test('a state that could not be cut is evaluated anew', async () => {
  const { tokenizer } = engine.generator
  await standAt(sequence, tokenizer, sampling)
  await sequence.evaluateWithoutGeneratingNewTokens([1 as Token, 2 as Token])
  vi.spyOn(sequence, 'eraseContextTokenRanges').mockImplementationOnce(async () => await sequence.clearHistory())
  await standAt(sequence, tokenizer, sampling)
  expect(sequence.nextTokenIndex).toBe(64)
})

test('a context is made with room for it, its prefix stands when it is ready, and one that has none says so', async () => {
  const asked = { prompts: [{ kind: 'tokens', count: 10 }], sequences: 2 } as const
  const wanted = { maxTokens: 6, temperature: 0, seed: 1, ignoreEos: true }
  const { contextSize } = await engine.prepare({ ...asked, sampling: { ...wanted, depth: 600 } })
  expect(contextSize).toBe(1024)
  const { sequences } = await engine.openContext(2, contextSize)
  expect(sequences.map(({ nextTokenIndex }) => nextTokenIndex)).toEqual([600, 600])
  await expect(engine.prepare({ ...asked, sampling: { ...wanted, depth: 100_000 } })).rejects.toThrow(
    /depth 100,000, the prompt and maxTokens need 100,016 tokens, the model was trained for [\d,]+: lower the depth,/,
  )
})
