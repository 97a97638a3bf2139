import { expect, test } from 'vitest'
import { usageOf } from '../../src/http/answer/usage.ts'
import { type CountedAnswer, hiddenTokens, tokenCounts } from '../../src/requesters/token-counts.ts'
import type { TokenCounts } from '../../src/samples/sample.ts'

const answer: CountedAnswer = { usage: null, reasoning: '', events: 21, generated: true }

function counts(usage: object | null, changes: Partial<CountedAnswer> = {}): TokenCounts {
  return tokenCounts({ ...answer, ...changes, usage: usageOf(usage) })
}

test('without a count of the server events are counted, and nothing else is known', () => {
  expect(counts(null)).toEqual({ input: null, output: 21, cached: null, reasoning: null, source: 'chunks' })
})

test('zeros are no count of an answer with text, and are said', () => {
  const zeros = { prompt_tokens: 0, completion_tokens: 0 }
  expect(counts(zeros)).toMatchObject({ input: null, output: 21, source: 'chunks', nonsense: 'prompt_tokens 0' })
  expect(counts({ prompt_tokens: 9, completion_tokens: 0 })).toMatchObject({
    input: 9,
    output: 21,
    source: 'chunks',
    nonsense: 'completion_tokens 0',
  })
  expect(counts(zeros, { events: 0, generated: false })).toMatchObject({ output: 0, source: 'usage' })
  expect(counts(zeros, { events: 0 })).toMatchObject({ output: 0, source: 'chunks' })
})

test('a count that can be is kept beside one that cannot', () => {
  const negative = counts({ prompt_tokens: -1_000_000, completion_tokens: 21 })
  expect(negative).toMatchObject({ input: null, output: 21, source: 'usage', nonsense: 'prompt_tokens -1000000' })
  expect(counts({ prompt_tokens: 9, completion_tokens: 21 })).not.toHaveProperty('nonsense')
})

test('reasoning that is counted and was not sent is hidden', () => {
  const details = { completion_tokens_details: { reasoning_tokens: 400 } }
  const hidden = (usage: object, changes: Partial<CountedAnswer> = {}): number =>
    hiddenTokens(counts(usage, changes), { ...answer, ...changes })
  const thought = { prompt_tokens: 9, completion_tokens: 421, ...details }
  expect(hidden(thought)).toBe(400)
  // A few big events, and the end token's own that is counted or not.
  expect([hidden(thought, { events: 4 }), hidden(thought, { events: 22 })]).toEqual([400, 400])
  expect(hidden(thought, { reasoning: 'hm' })).toBe(0)
  // Among the text, where nothing takes it apart.
  expect(hidden(thought, { events: 421 })).toBe(0)
  expect(hidden({ prompt_tokens: 9, completion_tokens: 421 })).toBe(0)
})
