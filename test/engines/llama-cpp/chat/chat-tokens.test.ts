import * as llamaCpp from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chatTokens, type RenderByWrapper } from '../../../../src/engines/llama-cpp/chat/chat-tokens.ts'
import { estimateChat } from '../../../../src/engines/llama-cpp/chat/estimate-chat.ts'
import { wrapperChat } from '../../../../src/engines/llama-cpp/chat/wrapper-chat.ts'
import { readGgufHeader } from '../../../../src/models/gguf/gguf-header.ts'
import type { ChatMessage } from '../../../../src/workload/prompt.ts'
import { instructModel, noInstructModel } from '../../../models/instruct-model.ts'
import { temporaryFolder } from '../../../models/temporary-folder.ts'
import { changedMicro, microFile, startLlama, type StartedLlama, taken } from '../loaded-engine.ts'

let started: StartedLlama
let micro: llamaCpp.LlamaModel
beforeAll(async () => {
  started = await startLlama()
  micro = await started.llama.loadModel({ modelPath: (await microFile()).path, gpuLayers: 0 })
})
afterAll(async () => await started[Symbol.asyncDispose]())

const noWrapper: RenderByWrapper = () => {
  throw new Error('no other format was asked for')
}
const hi: ChatMessage[] = [{ role: 'user', content: 'Hi' }]
const templates = (chatTemplate: string | null, toolTemplate: string | null = null) => ({ chatTemplate, toolTemplate })

test('a chat has the token that begins a text once, whether its template writes it or not', () => {
  const { bos } = micro.tokens
  for (const source of ['{{ bos_token }}a b', 'a b']) {
    const { content, format } = chatTokens(micro, templates(source), noWrapper)(hi)
    expect(content.filter((token) => token === bos)).toHaveLength(1)
    expect(content[0]).toBe(bos)
    expect(format.source).toBe('template')
  }
})

test('special tokens of the template are those tokens', () => {
  const { content } = chatTokens(micro, templates('x{{ eos_token }}'), noWrapper)(hi)
  expect(content.at(-1)).toBe(micro.tokens.eos)
})

test('a file without a template is given its chats in ChatML, which is recorded', () => {
  const { content, format } = chatTokens(micro, templates(null), noWrapper)(hi)
  const text = '<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n'
  expect(content).toEqual([micro.tokens.bos, ...micro.tokenize(text, true)])
  expect(format).toEqual({ source: 'fallback', name: 'ChatML', reason: 'the file has no chat template' })
})

test('a file with a template for tools alone has that one', () => {
  expect(chatTokens(micro, templates(null, 'x'), noWrapper)(hi).format.source).toBe('template')
})

test.for(['{% if %}', '{{ nothing() }}'])(
  'a template that cannot be rendered (%s) leaves the format to the engine, with the reason',
  (source) => {
    const render = chatTokens(micro, templates(source), wrapperChat(llamaCpp.resolveChatWrapper, micro))
    const { content, format } = render([{ role: 'system', content: 'Be brief.' }, ...hi])
    expect(content.length).toBeGreaterThan(5)
    expect(content.slice(0, 2).filter((token) => token === micro.tokens.bos)).toHaveLength(1)
    expect(format).toMatchObject({
      source: 'fallback',
      name: expect.stringMatching(/^node-llama-cpp's \w+/) as string,
      reason: expect.stringMatching(/^the file's chat template cannot be rendered: \S/) as string,
    })
    expect(() => render(hi, { thinking: true })).toThrow(
      "chat(messages, { thinking }): it is for the model's chat template",
    )
  },
)

test('options of a template are refused where there is none', () => {
  const render = chatTokens(micro, templates(null), noWrapper)
  expect(() => render(hi, { thinking: false })).toThrow(
    "chat(messages, { thinking }): it is for the model's chat template, and the file of the model has none: leave it out",
  )
})

test('tokens of a synthetic model are estimated from its messages, or from what its template makes of them', () => {
  expect(estimateChat(templates(null))(hi)).toEqual({
    content: 'Hi',
    format: {
      source: 'none',
      name: 'estimated from the characters of the messages',
      reason: 'the file has no chat template',
    },
  })
  expect(estimateChat(templates('[{{ messages[0].content }}]'))(hi)).toMatchObject({
    content: '[Hi]',
    format: { source: 'template' },
  })
})

test("a file's own template is read from its header, and used", async () => {
  await using folder = await temporaryFolder()
  const source = '{{ bos_token }}{% for m in messages %}{{ m.content }}{{ eos_token }}{% endfor %}'
  const file = await changedMicro(folder.path, {
    ...taken,
    'tokenizer.chat_template': { type: 'string', value: source },
    'tokenizer.chat_template.tool_use': { type: 'string', value: 'tools' },
  })
  expect(file).toMatchObject({ synthetic: false, chatTemplate: source, toolTemplate: 'tools' })
})

const france = { role: 'user', content: 'What is the capital of France?' } as const

test.for([
  [37, [france]],
  [27, [{ role: 'system', content: 'You answer with one word.' }, france]],
  [
    54,
    [
      { role: 'user', content: 'My name is Ada.' },
      { role: 'assistant', content: 'Hello Ada!' },
      { role: 'user', content: 'What is my name?' },
    ],
  ],
] as const)(
  'a real instruct model is given %i tokens, as other engines give it',
  async ([count, messages], { skip }) => {
    skip(noInstructModel !== false, String(noInstructModel))
    await using model = await started.llama.loadModel({ modelPath: instructModel, gpuLayers: 0 })
    const { content, format } = chatTokens(model, await readGgufHeader(instructModel), noWrapper)(messages)
    expect(content).toHaveLength(count)
    expect(format.source).toBe('template')
  },
)
