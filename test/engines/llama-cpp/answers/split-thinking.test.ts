import { expect, test } from 'vitest'
import { splitThinking } from '../../../../src/engines/llama-cpp/answers/split-thinking.ts'

test('what is thought stands before the answer, in the marks of its model', () => {
  expect(splitThinking('<think>\nHm.\n</think>\n\nParis.', 'assistant\n')).toEqual({
    reasoning: 'Hm.',
    text: 'Paris.',
    from: 22,
  })
  expect(splitThinking('[THINK]Hm.[/THINK]Paris.', '')).toMatchObject({ reasoning: 'Hm.', text: 'Paris.' })
})

test('a template may open the thinking itself', () => {
  expect(splitThinking('Hm.</think>Paris.', 'assistant\n<think>\n')).toEqual({
    reasoning: 'Hm.',
    text: 'Paris.',
    from: 11,
  })
})

test('a model that thinks to its limit has no answer', () => {
  expect(splitThinking('<think>Hm, let me', '')).toEqual({ reasoning: 'Hm, let me', text: '', from: 17 })
})

test('an answer without marks, or with some in the middle, is one text', () => {
  expect(splitThinking('Paris.', 'assistant\n')).toBeNull()
  expect(splitThinking('In HTML, <think> is no tag.', '')).toBeNull()
})
