import { expect, test } from 'vitest'
import { itemsUsage } from '../../../src/http/items/items-usage.ts'

test.for([
  [{ usage: { prompt_tokens: 12, total_tokens: 12 } }, 12],
  [{ usage: { total_tokens: 12 } }, 12],
  [{ usage: { input_tokens: 12 } }, 12],
  [{ meta: { tokens: { input_tokens: 12 } } }, 12],
  [{ meta: { api_version: { version: '2' }, billed_units: { input_tokens: 12 } } }, 12],
  [{ meta: { tokens: { input_tokens: 12 }, billed_units: { input_tokens: 10 } } }, 12],
  [{ prompt_eval_count: 12 }, 12],
] as const)('%j tells the input', ([json, input]) => {
  expect(itemsUsage(json)).toMatchObject({ input, nonsense: null })
})

test("a bare list's tokens are in a header, and an answer that tells its own goes before it", () => {
  const headers = new Map([['x-compute-tokens', '12']])
  expect(itemsUsage([[0.5]], headers)).toMatchObject({ input: 12, cached: null, nonsense: null })
  expect(itemsUsage({ usage: { prompt_tokens: 7 } }, headers)).toMatchObject({ input: 7 })
  expect(itemsUsage([[0.5]], new Map([['x-compute-tokens', '1e3']]))).toBeNull()
})

test('tokens that nobody told are unknown, and those that cannot be are named', () => {
  for (const json of [{}, { usage: null }, { meta: { billed_units: { search_units: 1 } } }, [], null])
    expect(itemsUsage(json)).toBeNull()
  expect(itemsUsage({ usage: { prompt_tokens: 0, total_tokens: 0 } })).toMatchObject({ input: null })
  expect(itemsUsage({ usage: { prompt_tokens: -5 } })).toMatchObject({ input: null, nonsense: 'prompt_tokens -5' })
})
