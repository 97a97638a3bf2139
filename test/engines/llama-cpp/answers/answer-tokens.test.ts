import type { LlamaContextSequence, SequenceEvaluateOptions, Token } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerTokens } from '../../../../src/engines/llama-cpp/answers/answer-tokens.ts'
import type { LlamaCppEngine } from '../../../../src/engines/llama-cpp/engine.ts'
import { ContextFull, noContextShift } from '../../../../src/engines/llama-cpp/no-context-shift.ts'
import { loadEngine, microFile, startLlama, type StartedLlama } from '../loaded-engine.ts'

let started: StartedLlama
let engine: LlamaCppEngine
beforeAll(async () => {
  started = await startLlama()
  engine = await loadEngine(started, await microFile())
})
afterAll(async () => await started[Symbol.asyncDispose]())

interface Answered {
  readonly tokens: Token[]
  readonly error: unknown
  /** Tokens that node-llama-cpp knows to be in the context: those it evaluated itself. */
  readonly known: number
}

async function answer(
  steps: boolean,
  options: SequenceEvaluateOptions,
  { most = 24, sequences = 1, size = 512, prompt = 9 } = {},
): Promise<Answered> {
  const open = await engine.openContext(sequences, size)
  const [sequence] = open.sequences as [LlamaContextSequence]
  await sequence.clearHistory()
  const input = engine.generator.tokenizer.tokenize({ kind: 'tokens', count: prompt }, 1)
  const tokens: Token[] = []
  const whole = { yieldEogToken: true, contextShift: noContextShift, ...options }
  const answering = answerTokens(sequence, input, whole, steps ? open.clock.sampler : null)
  try {
    while (tokens.length < most) {
      const token = await answering.next()
      if (token === null) break
      tokens.push(token)
    }
    return { tokens, error: null, known: sequence.nextTokenIndex }
  } catch (error) {
    return { tokens, error, known: sequence.nextTokenIndex }
  } finally {
    await answering.end()
  }
}

test.for([
  ['greedy', { temperature: 0 }],
  ['drawn with a seed', { temperature: 3, seed: 7, topK: 0, topP: 1 }],
  ['with samplers', { temperature: 3, seed: 7, topK: 20, topP: 0.9, minP: 0.01 }],
] as const)(
  'an answer that is %s has the tokens that node-llama-cpp makes, request after request',
  async ([, options]) => {
    const theirs = await answer(false, options)
    expect(theirs.tokens).toHaveLength(24)
    expect(theirs.known).toBe(9 + 23)
    for (const _ of [1, 2]) {
      const ours = await answer(true, options)
      expect(ours).toMatchObject({ tokens: theirs.tokens, error: null, known: 9 })
    }
    // What was decoded past its back is gone with its own.
    expect((await answer(false, options)).tokens).toEqual(theirs.tokens)
  },
)

test('a grammar holds the whole answer', async () => {
  const { LlamaGrammarEvaluationState: State } = await import('node-llama-cpp')
  const { model } = engine.generator
  const grammar = await model.llama.createGrammar({ grammar: 'root ::= [a-c] [x-z] [a-c] [x-z] [a-c] [x-z] [a-c]+' })
  const state = (): SequenceEvaluateOptions => ({
    temperature: 2,
    seed: 5,
    grammarEvaluationState: new State({ model, grammar }),
  })
  const theirs = await answer(false, state(), { most: 12 })
  expect((await answer(true, state(), { most: 12 })).tokens).toEqual(theirs.tokens)
  expect(model.detokenize(theirs.tokens)).toMatch(/^[a-c][x-z][a-c][x-z]/)
})

test('a context that is full ends an answer in the same place', async () => {
  const [ours, theirs] = [true, false].map(
    async (steps) => await answer(steps, { temperature: 0 }, { most: 400, size: 256, prompt: 200 }),
  ) as [Promise<Answered>, Promise<Answered>]
  expect((await ours).error).toBeInstanceOf(ContextFull)
  expect(await ours).toMatchObject({
    tokens: (await theirs).tokens,
    error: { message: ((await theirs).error as Error).message },
  })
})

test('in a context that several requests share, node-llama-cpp makes them all', async () => {
  const { known, tokens } = await answer(true, { temperature: 0 }, { sequences: 2 })
  expect(tokens).toHaveLength(24)
  expect(known).toBe(9 + 23)
})

test('a context is not disposed of within a step, and has its sampler back after the answer', async () => {
  const open = await engine.openContext(1, 128)
  const [sequence] = open.sequences as [LlamaContextSequence]
  const input = engine.generator.tokenizer.tokenize({ kind: 'tokens', count: 9 }, 1)
  const answering = answerTokens(sequence, input, { temperature: 0, yieldEogToken: true }, open.clock.sampler)
  await answering.next()
  await answering.next()
  let disposed = false
  const disposing = open.context.dispose().then(() => (disposed = true))
  const step = answering.next()
  await step.catch(() => {})
  expect(disposed).toBe(false)
  await answering.end()
  await disposing
  expect(disposed).toBe(true)
})
