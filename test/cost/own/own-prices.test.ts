import { expect, test } from 'vitest'
import { ownPrices } from '../../../src/cost/own/own-prices.ts'

const contract = ownPrices({
  name: 'contract',
  date: '2026-10-01',
  models: {
    big: {
      inputPerMTok: 2,
      outputPerMTok: 8,
      cachedPerMTok: 0.5,
      cacheWritePerMTok: 2.5,
      reasoningPerMTok: 10,
      tiers: [{ aboveInputTokens: 1000, inputPerMTok: 4, outputPerMTok: 12 }],
      batch: { inputPerMTok: 1, outputPerMTok: 4 },
    },
  },
})

test('every kind of token has its price', () => {
  const usage = { inputTokens: 1000, cachedTokens: 200, cacheWriteTokens: 100, outputTokens: 50, reasoningTokens: 20 }
  const { usd, source, origin } = contract('big').costOf(usage)
  expect(usd * 1e6).toBeCloseTo(700 * 2 + 200 * 0.5 + 100 * 2.5 + 30 * 8 + 20 * 10, 6)
  expect(source).toBe(
    'declared in "contract" of 2026-10-01: 2 and 8 USD per million input and output tokens, 0.5 per million cached tokens, 2.5 per million cache-write tokens, 10 per million reasoning tokens, another above so many input tokens',
  )
  expect(origin).toMatchObject({ list: 'contract', date: '2026-10-01', service: 'standard', factor: null })
})

test('a tier is reached by more input tokens than it names, and is of all of them', () => {
  const usd = (inputTokens: number) =>
    contract('big').costOf({ inputTokens, cachedTokens: 0, outputTokens: 0 }).usd * 1e6
  expect(usd(1000)).toBeCloseTo(2000, 6)
  expect(usd(1001)).toBeCloseTo(4004, 6)
})

test('a batch costs what the list says; what it does not say is unknown', () => {
  expect(contract('big', 'batch').costOf({ inputTokens: 1e6, cachedTokens: 0, outputTokens: 0 }).usd).toBe(1)
  expect(contract('big', 'batch').label).toBe('contract: big, batch')
  expect(() => contract('big', 'flex')).toThrow(
    expect.objectContaining({
      code: 'price-unknown',
      message: 'the flex price of "big" is unknown: the list "contract" has the model, without it',
    }),
  )
  expect(() => contract('small')).toThrow('the price of "small" is unknown: the list "contract" has only big')
  expect(() => contract('big', 'fast' as never)).toThrow(
    '"fast" is not allowed here; give "standard", "batch" or "flex"',
  )
})

test.each([
  [{ name: '', models: {} }, 'ownPrices({ name }): "" is not allowed here'],
  [{ name: 'a', date: '2026-13-01', models: {} }, 'ownPrices({ date }): "2026-13-01" is not allowed here; give a day'],
  [{ name: 'a', models: { b: { inputPerMTok: 1 } } }, 'outputPerMTok'],
])('%#: a list that cannot be meant is refused', (list, message) => {
  expect(() => ownPrices(list as never)).toThrow(message)
})
