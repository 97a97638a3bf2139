import type { LlamaModel, Token } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { promptTokenizer } from '../../../src/engines/llama-cpp/tokenize-prompt.ts'
import type { ChatMessage } from '../../../src/workload/prompt.ts'
import { noRealModel, realModel } from '../../models/real-model.ts'
import { temporaryFolder } from '../../models/temporary-folder.ts'
import { changedMicro, microFile, startLlama, type StartedLlama } from './loaded-engine.ts'

let started: StartedLlama
let micro: LlamaModel
beforeAll(async () => {
  started = await startLlama()
  micro = await started.llama.loadModel({ modelPath: (await microFile()).path, gpuLayers: 0 })
})
afterAll(async () => await started[Symbol.asyncDispose]())

function noChat(): Token[] {
  throw new Error('no chat was asked for')
}

test('a prompt of tokens has exactly as many, begins as the model wants it, and none of the rest is special', () => {
  const tokenizer = promptTokenizer(micro, noChat, true)
  for (const count of [2, 3, 40, 500]) {
    const tokens = tokenizer.tokenize({ kind: 'tokens', count }, 3)
    expect(tokens).toHaveLength(count)
    expect(tokens[0]).toBe(micro.tokens.bos)
    expect(tokens.slice(1).filter((token) => micro.isSpecialToken(token) || micro.isEogToken(token))).toEqual([])
  }
})

test('a prompt of one token is an ordinary one, and one of none is too', () => {
  const tokenizer = promptTokenizer(micro, noChat, true)
  for (const count of [0, 1]) {
    const tokens = tokenizer.tokenize({ kind: 'tokens', count }, 3)
    expect(tokens).toHaveLength(1)
    expect(tokens[0]).not.toBe(micro.tokens.bos)
  }
})

test('equal seeds draw equal tokens, other seeds others, and many different ones', () => {
  const tokenizer = promptTokenizer(micro, noChat, true)
  const drawn = tokenizer.tokenize({ kind: 'tokens', count: 300 }, 7)
  expect(tokenizer.tokenize({ kind: 'tokens', count: 300 }, 7)).toEqual(drawn)
  expect(tokenizer.tokenize({ kind: 'tokens', count: 300 }, 8)).not.toEqual(drawn)
  expect(new Set(drawn).size).toBeGreaterThan(100)
})

test.for([
  ['', 1],
  ['Why?', 1],
  ['Why is', 2],
  ['Why is the sky blue?', 5],
] as const)('to a synthetic model the text "%s" is %i tokens', ([text, count]) => {
  const tokenizer = promptTokenizer(micro, noChat, true)
  expect(tokenizer.tokenize({ kind: 'text', text }, 1)).toEqual(tokenizer.tokenize({ kind: 'tokens', count }, 1))
})

test('to a synthetic model messages are as many tokens as their contents, one a line', () => {
  const tokenizer = promptTokenizer(micro, noChat, true)
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Why is the sky blue?' },
  ] as const
  expect(tokenizer.tokenize({ kind: 'messages', messages }, 5)).toEqual(
    tokenizer.tokenize({ kind: 'text', text: 'Be brief.\nWhy is the sky blue?' }, 5),
  )
  expect(tokenizer.tokenize({ kind: 'messages', messages }, 5)).toHaveLength(8)
})

test("to another model a text is the tokenizer's own tokens, begun as the model wants it", () => {
  const tokenizer = promptTokenizer(micro, noChat, false)
  const text = 'Why is the sky blue?'
  const tokens = tokenizer.tokenize({ kind: 'text', text }, 1)
  expect(tokens).toEqual([micro.tokens.bos, ...micro.tokenize(text)])
  expect(tokenizer.tokenize({ kind: 'text', text }, 2)).toEqual(tokens)
  expect(micro.detokenize(tokens.slice(1)).trim()).toBe(text)
})

test("to another model messages are what the model's own template makes of them", () => {
  const asked: (readonly ChatMessage[])[] = []
  const rendered = [5, 6, 7] as Token[]
  const tokenizer = promptTokenizer(
    micro,
    (messages) => {
      asked.push(messages)
      return rendered
    },
    false,
  )
  const messages = [{ role: 'user', content: 'Why?' }] as const
  expect(tokenizer.tokenize({ kind: 'messages', messages }, 1)).toBe(rendered)
  expect(asked).toEqual([messages])
})

test('an empty text has no tokens where the model wants none in front: that is one line', async () => {
  await using model = await started.llama.loadModel({ modelPath: (await microFile('micro-gpt2')).path, gpuLayers: 0 })
  expect(model.tokens.shouldPrependBosToken).toBe(false)
  const tokenizer = promptTokenizer(model, noChat, false)
  expect(() => tokenizer.tokenize({ kind: 'text', text: '' }, 1)).toThrow(
    'the prompt is empty: give it at least one character',
  )
  expect(tokenizer.tokenize({ kind: 'text', text: 'Why?' }, 1)).toEqual(model.tokenize('Why?'))
  // No token is in front of random ones either.
  expect(tokenizer.tokenize({ kind: 'tokens', count: 5 }, 1)).toHaveLength(5)
})

test('a vocabulary of special tokens alone can make no random prompt', async () => {
  await using folder = await temporaryFolder()
  const { path: modelPath } = await changedMicro(folder.path, {
    'tokenizer.ggml.token_type': { type: 'int32[]', value: Array.from({ length: 512 }, () => 3) },
  })
  await using model = await started.llama.loadModel({ modelPath, gpuLayers: 0 })
  expect(() => promptTokenizer(model, noChat, true)).toThrow(
    'the model has no ordinary tokens to draw a { tokens } prompt from: use a text prompt',
  )
})

test('a trained model: text and tokens', async ({ skip }) => {
  skip(noRealModel !== false, String(noRealModel))
  await using model = await started.llama.loadModel({ modelPath: realModel, gpuLayers: 0 })
  const tokenizer = promptTokenizer(model, noChat, false)
  const text = 'Once upon a time'
  expect(model.detokenize(tokenizer.tokenize({ kind: 'text', text }, 1).slice(1)).trim()).toBe(text)
  const drawn = tokenizer.tokenize({ kind: 'tokens', count: 64 }, 1)
  expect(drawn).toHaveLength(64)
  expect(drawn.slice(1).filter((token) => model.isSpecialToken(token))).toEqual([])
})
