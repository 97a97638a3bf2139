import { expect, test } from 'vitest'
import { requestUsd, tokenPrices } from '../../../src/cost/token-prices.ts'
import { priceList } from '../../../src/cost/list/price-list.ts'
import { anthropic, google, openai } from '../../../src/cost/prices.ts'

const long = { inputTokens: 200_001, cachedTokens: 0, outputTokens: 1000 }

test('a batch or flex price is unknown until a factor is declared', () => {
  expect(() => openai('gpt-4o', { service: 'batch' })).toThrow(
    expect.objectContaining({
      code: 'price-unknown',
      message: expect.stringMatching(/batch price .* is unknown/u) as unknown,
    }),
  )
  const usage = { inputTokens: 1000, cachedTokens: 0, outputTokens: 100 }
  const half = openai('gpt-4o', { service: 'batch', factor: 0.5 }).costOf(usage)
  expect(half.usd).toBeCloseTo(openai('gpt-4o').costOf(usage).usd / 2, 12)
  expect(half.label).toBe('OpenAI gpt-4o, batch')
  expect(half.source).toContain(', times 0.5 declared for batch')
  expect(half.origin).toMatchObject({ provider: 'OpenAI', model: 'gpt-4o', service: 'batch', factor: 0.5 })
})

test('the price of a day: in force since, without a date, and before the first', () => {
  const at = (asOf: string) => openai('gpt-5.6-luna', { asOf }).costOf({ ...long, inputTokens: 100 })
  expect(at('2026-07-29').usd).toBeCloseTo(at('2026-07-30').usd * 5, 12)
  expect(at('2026-08-01')).toMatchObject({
    source: `price of 2026-08-01 (in force since 2026-07-30), @pydantic/genai-prices ${priceList().version}`,
    origin: { date: '2026-08-01', since: '2026-07-30', list: '@pydantic/genai-prices', version: priceList().version },
  })
  expect(openai('gpt-4o-mini', { asOf: '2025-01-01' }).costOf(long).source).toContain(
    'price of 2025-01-01 (the only one in the list, which has no dates for it)',
  )
  expect(() => openai('gpt-4o', { asOf: 'yesterday' })).toThrow('openai(model, { asOf }): "yesterday" is not allowed')
})

test('long requests, writes to a cache: each request by itself, as the list has it', () => {
  const gemini = tokenPrices(google('gemini-2.5-pro'))
  expect(gemini.tiers).toMatchObject([{ aboveInputTokens: 200_000 }])
  const counts = { input: 200_001, output: 1000, cached: null, reasoning: null, source: 'usage' } as const
  expect(requestUsd(gemini, counts)).toBeCloseTo(google('gemini-2.5-pro').costOf(long).usd, 9)
  expect(requestUsd(gemini, { ...counts, input: 200_000 })).toBeCloseTo(0.25 + 0.01, 9)
  const claude = anthropic('claude-sonnet-4-5')
  const written = { inputTokens: 1000, cachedTokens: 100, cacheWriteTokens: 400, outputTokens: 10 }
  expect(claude.costOf(written).usd).toBeCloseTo((500 * 3 + 100 * 0.3 + 400 * 3.75 + 10 * 15) / 1e6, 12)
  expect(
    requestUsd(tokenPrices(claude), {
      input: 1000,
      output: 10,
      cached: 100,
      written: 400,
      reasoning: 4,
      source: 'usage',
    }),
  ).toBeCloseTo(claude.costOf(written).usd, 12)
})
