import { expect, test } from 'vitest'
import { contextNeed, contextSizeFor, wholePrompt } from '../../../src/engines/llama-cpp/context-size.ts'
import { conversation } from '../../../src/workload/prompts/conversation.ts'

test('the whole of a conversation has an answer in front of each further turn', () => {
  expect(wholePrompt(conversation(['a', 'b', 'c'], { system: 's' }))).toEqual({
    kind: 'messages',
    messages: [
      { role: 'system', content: 's' },
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'x' },
      { role: 'user', content: 'b' },
      { role: 'assistant', content: 'x' },
      { role: 'user', content: 'c' },
    ],
  })
  const single = { kind: 'tokens', count: 3 } as const
  expect(wholePrompt(single)).toBe(single)
})

test('each answer of a conversation needs room, and some more where it is read again', () => {
  expect(contextNeed(conversation(['a', 'b', 'c']), 30, 100, 1.25)).toEqual({ tokens: 330, slack: 50 })
  expect(contextNeed({ kind: 'tokens', count: 30 }, 30, 100, 1.1)).toEqual({ tokens: 130, slack: 0 })
})

test('a context is a power of two that holds all of it, or what the option says', () => {
  expect(contextSizeFor({ tokens: 500, slack: 0 }, 'auto', 4096)).toBe(512)
  expect(contextSizeFor({ tokens: 500, slack: 20 }, 'auto', 4096)).toBe(1024)
  expect(contextSizeFor({ tokens: 4090, slack: 20 }, 'auto', 4096)).toBe(4096)
  expect(contextSizeFor({ tokens: 500, slack: 20 }, 505, 4096)).toBe(505)
})

test('what no context holds is refused with the way out', () => {
  expect(() => contextSizeFor({ tokens: 5000, slack: 0 }, 'auto', 4096)).toThrow(
    'the prompt and maxTokens need 5,000 tokens, the model was trained for 4,096: ' +
      'shorten the prompt, lower maxTokens or take a model with a longer context',
  )
  expect(() => contextSizeFor({ tokens: 600, slack: 0 }, 512, 4096)).toThrow('option contextSize is 512')
})
