import { expect, test } from 'vitest'
import { type AnswerUsage, frameUsage, laterUsage, usageOf } from '../../../src/http/answer/usage.ts'

/** Usage of 1000 input and 20 output tokens, with these fields in their place or beside them. */
function told(fields: object = {}): AnswerUsage | null {
  return usageOf({ prompt_tokens: 1000, completion_tokens: 20, ...fields })
}

test('counts under their usual names', () => {
  const plain = { input: 1000, output: 20, cached: null, reasoning: null, nonsense: null }
  expect(told()).toEqual(plain)
  expect(usageOf({ input_tokens: 1000, output_tokens: 20 })).toEqual(plain)
  expect(usageOf({ prompt_tokens: '1000', completion_tokens: '20' })).toEqual(plain)
  expect(usageOf({ prompt_tokens: 1000, total_tokens: 1020 })).toEqual(plain)
  expect([usageOf({}), usageOf(null), usageOf([]), usageOf({ queue_time: 1 })]).toEqual([null, null, null, null])
})

test.for([
  { prompt_tokens_details: { cached_tokens: 900 } },
  { input_tokens_details: { cached_tokens: 900 } },
  { cache_read_input_tokens: 900 },
  { cached_tokens: 900 },
  { prompt_cache_hit_tokens: 900 },
  { num_cached_tokens: 900 },
  { prompt_tokens_details: { cached_tokens: 0 }, cache_read_input_tokens: 900 },
])('cached tokens as %j', (fields) => {
  expect(told(fields)).toMatchObject({ input: 1000, cached: 900 })
})

test('no word of cached tokens is not 0, and 0 is', () => {
  expect(told()?.cached).toBeNull()
  expect(told({ prompt_tokens_details: null })?.cached).toBeNull()
  expect(told({ prompt_tokens_details: { cached_tokens: 0 } })?.cached).toBe(0)
})

test('input that leaves out what a cache gave is counted with it', () => {
  const anthropic = {
    input_tokens: 100,
    output_tokens: 20,
    cache_read_input_tokens: 880,
    cache_creation_input_tokens: 20,
  }
  expect(usageOf(anthropic)).toMatchObject({ input: 1000, cached: 880 })
  expect(usageOf({ ...anthropic, input_tokens: 1000, total_tokens: 1020 })).toMatchObject({ input: 1000 })
  expect(told({ prompt_tokens: 100, cache_read_input_tokens: 900 })).toMatchObject({ input: 1000, cached: 900 })
  const details = { prompt_tokens_details: { cached_tokens: 900 } }
  expect(told({ prompt_tokens: 100, total_tokens: 1020, ...details })).toMatchObject({
    input: 1000,
    output: 20,
    cached: 900,
    reasoning: null,
  })
  expect(told({ prompt_tokens: 600, cache_read_input_tokens: 400, total_tokens: 1020 })).toMatchObject({ input: 1000 })
})

test('reasoning that a completion leaves out is counted with it', () => {
  const thinking = { completion_tokens_details: { reasoning_tokens: 400 } }
  expect(told({ completion_tokens: 421, ...thinking })).toMatchObject({ output: 421, reasoning: 400 })
  expect(told({ completion_tokens: 421, total_tokens: 1421, ...thinking })).toMatchObject({
    output: 421,
    reasoning: 400,
  })
  expect(told({ total_tokens: 1420, ...thinking })).toMatchObject({ output: 420, reasoning: 400 })
  expect(told({ completion_tokens: 500, total_tokens: 1900, ...thinking })).toMatchObject({
    output: 900,
    reasoning: 400,
  })
  // Only the total holds it.
  expect(told({ total_tokens: 1420 })).toMatchObject({ output: 420, reasoning: 400 })
  // More than the completion cannot be in it.
  expect(told(thinking)).toMatchObject({ output: 420, reasoning: 400 })
  expect(told({ total_tokens: 1020 })).toMatchObject({ output: 20, reasoning: null })
})

test.for([
  [{ completion_tokens: -5 }, { input: 1000, output: null, nonsense: 'completion_tokens -5' }],
  [{ completion_tokens: 1e308 }, { output: null, nonsense: 'completion_tokens 1e+308' }],
  [{ completion_tokens: 12.5 }, { output: null, nonsense: 'completion_tokens 12.5' }],
  [{ completion_tokens: 'many' }, { output: null, nonsense: 'completion_tokens as a string' }],
  [{ prompt_tokens: 0 }, { input: null, output: 20, nonsense: 'prompt_tokens 0' }],
  [{ prompt_tokens: -1 }, { input: null, nonsense: 'prompt_tokens -1' }],
  [{ cached_tokens: -3 }, { input: 1000, cached: null, nonsense: 'cached_tokens -3' }],
  [{ cached_tokens: 2000 }, { input: 1000, cached: null, nonsense: 'cached tokens 2000 of 1000' }],
  [
    { total_tokens: 1020, completion_tokens_details: { reasoning_tokens: 300 } },
    { output: 20, reasoning: null, nonsense: 'reasoning tokens 300 of 20' },
  ],
  [{ total_tokens: -1 }, { input: 1000, output: 20, nonsense: null }],
] as const)('%j is not told', ([fields, expected]) => {
  expect(told(fields)).toMatchObject(expected)
})

test('the later statement counts, but for its zeros and nonsense', () => {
  const real = told()
  expect(laterUsage(real, usageOf({ prompt_tokens: 0, completion_tokens: 0 }))).toEqual(real)
  expect(laterUsage(real, usageOf({ prompt_tokens: -1, completion_tokens: -1 }))).toEqual(real)
  expect(laterUsage(usageOf({ prompt_tokens: 0, completion_tokens: 0 }), real)).toEqual(real)
  expect(laterUsage(told({ completion_tokens: 3 }), real)).toEqual(real)
  expect(laterUsage(null, real)).toBe(real)
  expect(laterUsage(real, null)).toBe(real)
  const first = usageOf({ input_tokens: 100, cache_read_input_tokens: 900, output_tokens: 1 })
  expect(laterUsage(first, usageOf({ output_tokens: 20 }))).toMatchObject({ input: 1000, output: 20, cached: 900 })
})

test('usage inside of a choice, and beside it', () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2 }
  const found = { input: 1, output: 2 }
  expect(frameUsage({ choices: [{ usage }] })).toMatchObject(found)
  expect(frameUsage({ choices: [], x_groq: { usage } })).toMatchObject(found)
  expect(frameUsage({ choices: [], usage })).toMatchObject(found)
  expect([frameUsage(null), frameUsage({ choices: [{}] }), frameUsage({ usage: null })]).toEqual([null, null, null])
})
