import { describe, expect, test } from 'vitest'
import { price } from '../../src/cost/price.ts'
import { anthropic, google, openai, prices } from '../../src/cost/prices.ts'

const usage = { inputTokens: 1000, outputTokens: 100, cachedTokens: 0 }

describe('listed prices', () => {
  test.each([
    ['openai', openai, 'OpenAI gpt-6-luna'],
    ['anthropic', anthropic, 'Anthropic claude-haiku-4-5'],
    ['google', google, 'Google gemini-3.5-flash-lite'],
  ] as const)('%s is a current small model', (name, provider, label) => {
    const cost = provider.costOf(usage)
    expect(cost).toMatchObject({ label, provenance: 'declared' })
    expect(cost.usd).toBeGreaterThan(0)
    expect(cost.usd).toBeCloseTo(
      cost.parts.reduce((sum, { value }) => sum + value, 0),
      15,
    )
    expect(cost.source).toMatch(/^price of \d{4}-\d\d-\d\d.*, @pydantic\/genai-prices \d+\.\d+\.\d+$/u)
    expect(prices[name]).toBe(provider)
  })

  test('another model by name', () => {
    // 0.15 and 0.60 USD per million tokens since its release.
    expect(openai('gpt-4o-mini').costOf(usage).usd).toBeCloseTo(0.00021, 12)
  })

  test('cached input is cheaper', () => {
    const cached = openai('gpt-4o-mini').costOf({ ...usage, cachedTokens: 1000 })
    expect(cached.usd).toBeCloseTo(0.000135, 12)
  })

  test('the price of the day of the run', () => {
    const model = openai('gpt-5.6-luna')
    const before = model.costOf({ ...usage, at: new Date('2026-07-01') })
    const after = model.costOf({ ...usage, at: new Date('2026-08-01') })
    expect(before.usd).toBeCloseTo(after.usd * 5, 12)
    expect(before.source).toContain('price of 2026-07-01,')
    expect(after.source).toContain('price of 2026-08-01 (in force since 2026-07-30),')
  })

  test.each(['gpt-99', 'claude-haiku-4-5', ''])('%j is unknown to OpenAI, and said so at once', (model) => {
    expect(() => openai(model)).toThrow(
      expect.objectContaining({
        code: 'price-unknown',
        message: expect.stringContaining(`openai(${JSON.stringify(model)})`) as unknown,
      }),
    )
  })
})

describe('a price of one’s own', () => {
  test('is per million tokens', () => {
    const own = price({ inputPerMTok: 2, outputPerMTok: 10, name: 'our cluster' })
    expect(own.costOf(usage)).toMatchObject({ usd: 0.003, label: 'our cluster' })
    expect(own.costOf(usage).source).toContain('declared: 2 and 10 USD')
  })

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('%d is refused', (inputPerMTok) => {
    expect(() => price({ inputPerMTok, outputPerMTok: 1 })).toThrow(
      expect.objectContaining({
        code: 'invalid-option',
        message: `price({ inputPerMTok }): ${inputPerMTok} is not allowed here; give US dollars per million tokens, 0 or more`,
      }),
    )
  })
})
