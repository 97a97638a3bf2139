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
  [() => completionDefinition('', {}, '/'), 'a prompt is ""'],
  [() => completionDefinition([], {}, '/'), 'the list of prompts is empty'],
  [
    () => completionDefinition(undefined as never, {}, '/'),
    'a prompt is undefined: give a text, a list of texts, { tokens } or { jsonl }',
  ],
  [() => completionDefinition(null as never, {}, '/'), 'a prompt is null: give a text'],
  [() => completionDefinition(5 as never, {}, '/'), 'a prompt is 5: give a text'],
  [() => completionDefinition(5n as never, {}, '/'), 'a prompt is 5: give a text'],
  [() => completionDefinition({ text: 'x' } as never, {}, '/'), 'a prompt is {"text":"x"}: give a text'],
  [() => completionDefinition([5] as never, {}, '/'), 'a prompt is 5: give a text of at least one character'],
  [() => completionDefinition({ jsonl: 5 } as never, {}, '/'), '{ jsonl: 5 }: give the path of a file'],
  [
    () => completionDefinition('x', 5 as never, '/'),
    'the options of a request are 5: give an object such as { maxTokens: 64 }',
  ],
  [() => completionDefinition('x', null as never, '/'), 'the options of a request are null'],
  [() => completionDefinition({ tokens: 1.5 }, {}, '/'), 'prompt { tokens: 1.5 }'],
  [() => completionDefinition('x', { temperature: -1 }, '/'), 'option temperature is -1'],
  [() => completionDefinition('x', { seed: 0.5 }, '/'), 'option seed is 0.5'],
  [() => chatDefinition([], {}, '/'), 'chat messages are []'],
  [() => chatDefinition(undefined as never, {}, '/'), 'chat messages are undefined: give a text, a list of { role'],
  [() => chatDefinition(null as never, {}, '/'), 'chat messages are null: give a text'],
  [() => chatDefinition(5 as never, {}, '/'), 'chat messages are 5: give a text'],
  [() => chatDefinition([null] as never, {}, '/'), 'chat messages are [null]: give a list of'],
  [
    () => chatDefinition({ role: 'user', content: 'x' } as never, {}, '/'),
    'conversation([…]), { tokens }, { jsonl } or { shareGPT }',
  ],
  [() => chatDefinition({ shareGPT: null } as never, {}, '/'), '{ shareGPT: null }: give the path of a file'],
  [
    () => chatDefinition([{ role: 'robot', content: 'x' }] as never, {}, '/'),
    "give a list of { role: 'system' | 'user' | 'assistant', content: text }",
  ],
] as const)('wrong input %# is one clear line', ([define, message]) => {
  expect(define).toThrow(message)
  expect(define).toThrow(
    expect.objectContaining({ code: 'invalid-workload', message: expect.not.stringContaining('\n') }),
  )
})
