import { expect, test } from 'vitest'
import type { Prompt } from '../../../src/workload/prompt.ts'
import { equalPrompts } from '../../../src/workload/prompts/equal-prompts.ts'

const text = (words: string, maxTokens = 8): Prompt => ({ kind: 'text', text: words, maxTokens })

test('equal prompts have the place of the first of them, whatever answer each wants', () => {
  const messages: Prompt = { kind: 'messages', messages: [{ role: 'user', content: 'a' }] }
  expect(equalPrompts([text('a'), text('b'), { ...text('a', 16), expected: 'x' } as Prompt, messages])).toEqual([
    0, 1, 0, 3,
  ])
  expect(equalPrompts([messages, text('b'), structuredClone(messages)])).toEqual([0, 1, 0])
})

test('where all differ, or draw their words, none is told', () => {
  expect(equalPrompts([text('a'), text('b')])).toBeNull()
  expect(
    equalPrompts([
      { kind: 'tokens', count: 9 },
      { kind: 'tokens', count: 9 },
    ]),
  ).toBeNull()
  expect(equalPrompts([])).toBeNull()
})
