import { expect, test } from 'vitest'
import { chatDefinition, completionDefinition } from '../../src/workload/request.ts'

test('defaults are 64 greedy tokens', () => {
  expect(completionDefinition('Why?', {}, '/')).toEqual({
    kind: 'completion',
    prompts: [{ kind: 'text', text: 'Why?' }],
    sampling: { maxTokens: 64, temperature: 0, seed: 0, ignoreEos: false },
  })
})

test('a text, a conversation and a list of conversations are chats', () => {
  const user = [{ role: 'user', content: 'Why?' }] as const
  expect(chatDefinition('Why?', {}, '/').prompts).toEqual([{ kind: 'messages', messages: user }])
  expect(chatDefinition(user, {}, '/').prompts).toHaveLength(1)
  expect(chatDefinition([user, user], {}, '/').prompts).toHaveLength(2)
})

test.for([
  [
    () => completionDefinition('', {}, '/'),
    'complete(prompt): "" is not allowed here; give a text of at least one character',
  ],
  [
    () => completionDefinition([], {}, '/'),
    'complete(prompt): a list of no prompt is not allowed here; give at least one',
  ],
  [
    () => completionDefinition(undefined as never, {}, '/'),
    'complete(prompt): undefined is not allowed here; give a text, a list of texts, { prompt, expected }, { tokens } or { jsonl }',
  ],
  [() => completionDefinition(null as never, {}, '/'), 'complete(prompt): null is not allowed here; give a text'],
  [() => completionDefinition(5 as never, {}, '/'), 'complete(prompt): 5 is not allowed here; give a text'],
  [() => completionDefinition(5n as never, {}, '/'), 'complete(prompt): 5n is not allowed here; give a text'],
  [
    () => completionDefinition({ text: 'x' } as never, {}, '/'),
    'complete(prompt): { text: "x" } is not allowed here; give a text',
  ],
  [
    () => completionDefinition([5] as never, {}, '/'),
    'complete(prompt): 5 is not allowed here; give a text of at least one character',
  ],
  [
    () => completionDefinition({ jsonl: 5 } as never, {}, '/'),
    'complete({ jsonl }): 5 is not allowed here; give the path of a file',
  ],
  [
    () => completionDefinition('x', 5 as never, '/'),
    'complete(prompt, options): 5 is not allowed here; give { maxTokens, temperature, seed, ignoreEos, prompts }',
  ],
  [() => completionDefinition('x', null as never, '/'), 'complete(prompt, options): null is not allowed here'],
  [
    () => completionDefinition({ tokens: 1.5 }, {}, '/'),
    'complete({ tokens }): 1.5 is not allowed here; give a whole number of at least 1, or a distribution such as',
  ],
  [
    () => completionDefinition('x', { temperature: -1 }, '/'),
    'complete(prompt, { temperature }): -1 is not allowed here; give 0 (greedy) or more',
  ],
  [
    () => completionDefinition('x', { seed: 0.5 }, '/'),
    'complete(prompt, { seed }): 0.5 is not allowed here; give a whole number of at least 0',
  ],
  [
    () => chatDefinition('x', { maxTokens: { kind: 'uniform' } as never }, '/'),
    'chat(messages, { maxTokens }): { kind: "uniform" } is not allowed here; give a whole number of at least 1, or a distribution such as lengths.fixed(64)',
  ],
  [() => chatDefinition([], {}, '/'), 'chat(messages): [] is not allowed here; give a list of { role'],
  [
    () => chatDefinition(undefined as never, {}, '/'),
    'chat(messages): undefined is not allowed here; give a text, a list of { role',
  ],
  [() => chatDefinition(null as never, {}, '/'), 'chat(messages): null is not allowed here; give a text'],
  [() => chatDefinition(5 as never, {}, '/'), 'chat(messages): 5 is not allowed here; give a text'],
  [() => chatDefinition([null] as never, {}, '/'), 'chat(messages): [null] is not allowed here; give a list of'],
  [
    () => chatDefinition({ role: 'user', content: 'x' } as never, {}, '/'),
    'conversation([…]), { tokens }, { jsonl } or { shareGPT }',
  ],
  [
    () => chatDefinition({ shareGPT: null } as never, {}, '/'),
    'chat({ shareGPT }): null is not allowed here; give the path of a file',
  ],
  [
    () => chatDefinition([{ role: 'robot', content: 'x' }] as never, {}, '/'),
    "chat(messages): [{ role: \"robot\", content: \"x\" }] is not allowed here; give a list of { role: 'system' | 'user' | 'assistant', content: text }",
  ],
] as const)('wrong input %# is one clear line', ([define, message]) => {
  expect(define).toThrow(message)
  expect(define).toThrow(
    expect.objectContaining({ code: 'invalid-workload', message: expect.not.stringContaining('\n') }),
  )
})
