import { expect, test } from 'vitest'
import { itemsUsage } from '../../../src/http/items/items-usage.ts'

test.for([
  [{ usage: { prompt_tokens: 12, total_tokens: 12 } }, 12],
  [{ usage: { total_tokens: 12 } }, 12],
  [{ usage: { input_tokens: 12 } }, 12],
  [{ meta: { tokens: { input_tokens: 12 } } }, 12],
  [{ prompt_eval_count: 12 }, 12],
] as const)('%j tells the input', ([json, input]) => {
  expect(itemsUsage(json)).toMatchObject({ input, nonsense: null })
})

test('tokens that nobody told are unknown, and those that cannot be are named', () => {
  for (const json of [{}, { usage: null }, [], null]) expect(itemsUsage(json)).toBeNull()
  expect(itemsUsage({ usage: { prompt_tokens: 0, total_tokens: 0 } })).toMatchObject({ input: null })
  expect(itemsUsage({ usage: { prompt_tokens: -5 } })).toMatchObject({ input: null, nonsense: 'prompt_tokens -5' })
})
