import { afterEach, describe, expect, test, vi } from 'vitest'
import { price } from '../../src/cost/price.ts'
import { anthropic, google, openai, prices } from '../../src/cost/prices.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** A function as a file without types calls it. */
type Loose = (...given: unknown[]) => unknown

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

  test("a price is of the system's day, whatever day a test has set", () => {
    vi.setSystemTime(new Date('2001-01-01'))
    expect(Number(/price of (\d{4})/u.exec(openai('gpt-4o-mini').costOf(usage).source)?.[1])).toBeGreaterThan(2024)
    expect(() => openai('gpt-4o')).not.toThrow()
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

test.each<[string, () => unknown, string]>([
  [
    'nothing',
    () => (openai as Loose)(),
    'openai(model): undefined is not allowed here; give the name of a model, such as openai("gpt-6-luna"), or openai without brackets for that one',
  ],
  ['null', () => (google as Loose)(null), 'google(model): null is not allowed here; give the name of a model'],
  ['a number', () => (anthropic as Loose)(4), 'anthropic(model): 4 is not allowed here; give the name of a model'],
  [
    'more',
    () => (openai as Loose)('gpt-4o', { at: 1 }),
    'openai(model, { at }): there is no option "at"; there are asOf, service, factor',
  ],
])('a call with %s instead of a model is refused in one line', (_, call, message) => {
  expect(call).toThrow(
    expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining(message) as unknown }),
  )
})

test.each(['constructor', '__proto__', 'toString'])('a model called %s has no price, and that is all', (model) => {
  expect(() => openai(model)).toThrow(expect.objectContaining({ code: 'price-unknown' }))
})

describe('a price of one’s own', () => {
  test.each<[() => unknown, string]>([
    [
      () => (price as Loose)(),
      'price(options): undefined is not allowed here; give { inputPerMTok, outputPerMTok, cachedPerMTok, cacheWritePerMTok, reasoningPerMTok, tiers, name }',
    ],
    [
      () => (price as Loose)({ inputPerMTok: 1, outputPerMTok: 1, cachePerMTok: 0 }),
      'price({ cachePerMTok }): there is no option "cachePerMTok"',
    ],
    [
      () => (price as Loose)({ inputPerMTok: 1, outputPerMTok: '1' }),
      'price({ outputPerMTok }): "1" is not allowed here; give US dollars per million tokens, 0 or more, as a number',
    ],
    [
      () => (price as Loose)({ inputPerMTok: 1, outputPerMTok: 1 }, 'EUR'),
      'price(options): a further argument, a text, is not allowed here',
    ],
  ])('%#: options that there are not are refused', (call, message) => {
    expect(call).toThrow(message)
  })

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
