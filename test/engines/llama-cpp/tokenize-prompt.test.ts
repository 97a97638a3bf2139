import type { LlamaModel, Token } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { estimatingTokenizer, promptTokenizer } from '../../../src/engines/llama-cpp/tokenize-prompt.ts'
import { estimateChat } from '../../../src/engines/llama-cpp/chat/estimate-chat.ts'
import type { AnswerRules } from '../../../src/workload/answer-rules.ts'
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

function noChat(): never {
  throw new Error('no chat was asked for')
}

/** Chats of a file without a template. */
const plainChat = estimateChat({ chatTemplate: null, toolTemplate: null })

test('a prompt of tokens has exactly as many, begins as the model wants it, and none of the rest is special', () => {
  const tokenizer = estimatingTokenizer(micro, plainChat)
  for (const count of [2, 3, 40, 500]) {
    const tokens = tokenizer.tokenize({ kind: 'tokens', count }, 3)
    expect(tokens).toHaveLength(count)
    expect(tokens[0]).toBe(micro.tokens.bos)
    expect(tokens.slice(1).filter((token) => micro.isSpecialToken(token) || micro.isEogToken(token))).toEqual([])
  }
})

test('a prompt of one token is an ordinary one, and one of none is too', () => {
  const tokenizer = estimatingTokenizer(micro, plainChat)
  for (const count of [0, 1]) {
    const tokens = tokenizer.tokenize({ kind: 'tokens', count }, 3)
    expect(tokens).toHaveLength(1)
    expect(tokens[0]).not.toBe(micro.tokens.bos)
  }
})

test('equal seeds draw equal tokens, other seeds others, and many different ones', () => {
  const tokenizer = estimatingTokenizer(micro, plainChat)
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
  const tokenizer = estimatingTokenizer(micro, plainChat)
  expect(tokenizer.tokenize({ kind: 'text', text }, 1)).toEqual(tokenizer.tokenize({ kind: 'tokens', count }, 1))
})

test('to a synthetic model messages are as many tokens as their contents, one a line', () => {
  const tokenizer = estimatingTokenizer(micro, plainChat)
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
  const tokenizer = promptTokenizer(micro, noChat)
  const text = 'Why is the sky blue?'
  const tokens = tokenizer.tokenize({ kind: 'text', text }, 1)
  expect(tokens).toEqual([micro.tokens.bos, ...micro.tokenize(text)])
  expect(tokenizer.tokenize({ kind: 'text', text }, 2)).toEqual(tokens)
  expect(micro.detokenize(tokens.slice(1)).trim()).toBe(text)
})

test("to another model messages are what the model's own template makes of them", () => {
  const asked: { messages: readonly ChatMessage[]; rules: AnswerRules | undefined }[] = []
  const content = [5, 6, 7] as Token[]
  const format = { source: 'template', name: 'its own', reason: null } as const
  const tokenizer = promptTokenizer(micro, (messages, rules) => {
    asked.push({ messages, rules })
    return { content, format }
  })
  const messages = [{ role: 'user', content: 'Why?' }] as const
  expect(tokenizer.tokenize({ kind: 'messages', messages }, 1, { thinking: true })).toBe(content)
  expect(asked).toEqual([{ messages, rules: { thinking: true } }])
  expect(tokenizer.format({ kind: 'messages', messages })).toBe(format)
  expect(tokenizer.format({ kind: 'text', text: 'Why?' })).toBeNull()
})

test('names of special tokens in a text are those tokens, unless they are to be text', () => {
  const tokenizer = promptTokenizer(micro, noChat)
  const prompt = { kind: 'text', text: 'a</s>b' } as const
  const { bos, eos } = micro.tokens
  expect(tokenizer.tokenize(prompt, 1)).toEqual([bos, ...micro.tokenize(prompt.text, true)])
  expect(tokenizer.tokenize(prompt, 1)).toContain(eos)
  expect(tokenizer.tokenize(prompt, 1, { parseSpecial: false })).not.toContain(eos)
})

test('words of a synthetic vocabulary may be several estimated tokens when they are read again', async () => {
  expect(estimatingTokenizer(micro, plainChat).growth).toBeGreaterThanOrEqual(1)
  expect(promptTokenizer(micro, noChat).growth).toBe(1.1)
})

test('an empty text has no tokens where the model wants none in front: that is one line', async () => {
  await using model = await started.llama.loadModel({ modelPath: (await microFile('micro-gpt2')).path, gpuLayers: 0 })
  expect(model.tokens.shouldPrependBosToken).toBe(false)
  const tokenizer = promptTokenizer(model, noChat)
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
  expect(() => estimatingTokenizer(model, plainChat)).toThrow(
    'the model has no ordinary tokens to draw a { tokens } prompt from: use a text prompt',
  )
})

test('a trained model: text and tokens', async ({ skip }) => {
  skip(noRealModel !== false, String(noRealModel))
  await using model = await started.llama.loadModel({ modelPath: realModel, gpuLayers: 0 })
  const tokenizer = promptTokenizer(model, noChat)
  const text = 'Once upon a time'
  expect(model.detokenize(tokenizer.tokenize({ kind: 'text', text }, 1).slice(1)).trim()).toBe(text)
  const drawn = tokenizer.tokenize({ kind: 'tokens', count: 64 }, 1)
  expect(drawn).toHaveLength(64)
  expect(drawn.slice(1).filter((token) => model.isSpecialToken(token))).toEqual([])
})
