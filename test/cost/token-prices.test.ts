import { expect, test } from 'vitest'
import { price, type Price } from '../../src/cost/price.ts'
import { requestUsd, tokenCost, tokenPrices } from '../../src/cost/token-prices.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { completedSample } from '../support/samples.ts'

const prices = tokenPrices(price({ inputPerMTok: 2, outputPerMTok: 8, name: 'ours' }))

function answered(input: number, output: number, cached = 0): Sample {
  return { ...completedSample(0, 5), tokens: { input, output, cached, reasoning: null, source: 'usage' } }
}

const failed: Sample = { ...answered(1000, 1000), state: 'failed', failure: { class: 'reset', message: 'gone' } }

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

test('a run costs the mean of what was answered, input and output apart', () => {
  const cost = tokenCost(prices, [answered(100, 50), answered(300, 150, 40), failed])
  expect(cost?.usdPerRequest).toBeCloseTo(200 * 2e-6 + 100 * 8e-6, 12)
  expect(cost?.kind).toBe('declared')
  expect(cost?.parts).toMatchObject([
    { label: 'input tokens' },
    { label: 'output tokens' },
    { value: 2, unit: 'requests' },
  ])
  expect(cost?.parts[0]?.value).toBeCloseTo(4e-4, 12)
  expect(cost?.parts[1]?.value).toBeCloseTo(8e-4, 12)
})

test('without an answer there is no cost of one', () => {
  expect(tokenCost(prices, [failed])).toBeNull()
  expect(tokenCost(prices, [])).toBeNull()
})
