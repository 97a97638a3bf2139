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
  [() => completionDefinition({ tokens: 1.5 }, {}, '/'), 'prompt { tokens: 1.5 }'],
  [() => completionDefinition('x', { temperature: -1 }, '/'), 'option temperature is -1'],
  [() => completionDefinition('x', { seed: 0.5 }, '/'), 'option seed is 0.5'],
  [() => chatDefinition([], {}, '/'), 'chat messages are []'],
  [() => chatDefinition([{ role: 'robot', content: 'x' }] as never, {}, '/'), "give a list of { role: 'system' | 'user' | 'assistant', content: text }"],
] as const)('wrong input %# is one clear line', ([define, message]) => {
  expect(define).toThrow(message)
})
