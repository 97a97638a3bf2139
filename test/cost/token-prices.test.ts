import { expect, test } from 'vitest'
import { price } from '../../src/cost/price.ts'
import type { Price } from '../../src/cost/priced.ts'
import { requestUsd, tokenPrices } from '../../src/cost/token-prices.ts'

const prices = tokenPrices(price({ inputPerMTok: 2, outputPerMTok: 8, name: 'ours' }))

test('a price is read off as the cost of one token of each kind', () => {
  expect(prices.label).toBe('ours')
  expect(prices.usdPerInputToken).toBeCloseTo(2e-6, 15)
  expect(prices.usdPerCachedToken).toBeCloseTo(2e-6, 15)
  expect(prices.usdPerOutputToken).toBeCloseTo(8e-6, 15)
})

test('cached tokens have a price of their own where the list has one', () => {
  const listed: Price = {
    label: 'list',
    costOf: ({ inputTokens, cachedTokens, outputTokens }) => ({
      usd: (inputTokens - cachedTokens) * 2 + cachedTokens * 0.5 + outputTokens * 8,
      parts: [],
      label: 'list',
      source: 'a list',
      provenance: 'declared',
    }),
  }
  const own = tokenPrices(listed)
  expect(own).toEqual({
    label: 'list',
    source: 'a list',
    usdPerInputToken: 2,
    usdPerCachedToken: 0.5,
    usdPerOutputToken: 8,
  })
  expect(requestUsd(own, { input: 10, cached: 4, output: 3, reasoning: null, source: 'usage' })).toBe(
    6 * 2 + 4 * 0.5 + 3 * 8,
  )
})
