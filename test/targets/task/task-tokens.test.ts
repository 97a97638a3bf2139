import { expect, test } from 'vitest'
import { price } from '../../../src/cost/price.ts'
import { Ledger } from '../../../src/targets/task/ledger.ts'
import { noteUsage } from '../../../src/targets/task/reported-usage.ts'
import { callPrices, detailsOf, tokensOf } from '../../../src/targets/task/task-tokens.ts'

const at = new Date('2026-11-20')
const cheap = price({ inputPerMTok: 1_000_000, outputPerMTok: 2_000_000, name: 'cheap' })

function ledgerOf(...usages: readonly object[]): Ledger {
  const ledger = new Ledger()
  for (const usage of usages) noteUsage(ledger, usage, [])
  return ledger
}

test('tokens of all calls are summed; none is known of a task that called no model', () => {
  expect(tokensOf(ledgerOf())).toEqual({ input: null, output: 0, cached: null, reasoning: null, source: 'usage' })
  const two = ledgerOf(
    { model: 'a', inputTokens: 10, outputTokens: 4, cachedInputTokens: 6 },
    // As `generateText` of AI SDK 7 gives it.
    { model: 'b', inputTokens: 5, outputTokens: 3, outputTokenDetails: { reasoningTokens: 2 }, totalTokens: 8 },
  )
  expect(tokensOf(two)).toEqual({ input: 15, output: 7, cached: 6, reasoning: 2, source: 'usage' })
})

test('tokens that nobody counted leave the sum unknown', () => {
  const ledger = ledgerOf({ model: 'a', inputTokens: 10, outputTokens: 4 }, { model: 'a' })
  expect(tokensOf(ledger)).toMatchObject({ input: null, output: 4, source: 'chunks' })
  expect(detailsOf(ledger, callPrices(cheap), at)).toEqual({
    steps: 2,
    calls: 2,
    usd: 18,
    models: ['a'],
    unpriced: ['the tokens of calls of a'],
  })
})

test('prices are those of the option, by name, or the public ones of AI SDK models', () => {
  const gpt = { provider: 'openai.chat', modelId: 'gpt-4o' }
  const ledger = ledgerOf(
    { model: 'a', inputTokens: 1, outputTokens: 1 },
    { model: 'constructor', inputTokens: 1, outputTokens: 1 },
    { model: gpt, inputTokens: 1_000_000, outputTokens: 0 },
    { inputTokens: 1, outputTokens: 1 },
  )
  const { usd, unpriced, models } = detailsOf(ledger, callPrices({ a: cheap }), at)
  expect(usd).toBeGreaterThan(3)
  expect(usd).toBeLessThan(10)
  expect(models).toEqual(['a', 'a model without a name', 'constructor', 'gpt-4o'])
  expect(unpriced).toEqual(['the price of calls of a model without a name', 'the price of calls of constructor'])
  const unknown = ledgerOf({ model: { provider: 'nobody', modelId: 'none' }, inputTokens: 1, outputTokens: 1 })
  expect(detailsOf(unknown, callPrices(null), at)).toMatchObject({
    usd: 0,
    unpriced: [expect.stringContaining('none')],
  })
})

test('usage that cannot be meant is refused in one line', () => {
  const refused = (usage: unknown): unknown => {
    try {
      noteUsage(new Ledger(), usage, [])
      return null
    } catch (error) {
      return (error as Error).message
    }
  }
  expect(refused({ model: 'a', inputTokens: -1 })).toBe(
    'context.usage({ inputTokens }): -1 is not allowed here; give a whole number of at least 0',
  )
  expect(refused({ tokens: 1 })).toMatch(/^context\.usage\(\{ tokens \}\): there is no option "tokens"/u)
  expect(refused({ model: 5 })).toMatch(/^context\.usage\(\{ model \}\): 5 is not allowed here; give /u)
  expect(refused(7)).toMatch(/^context\.usage\(options\): 7 is not allowed here/u)
  expect(refused({ model: 'a', inputTokens: 1, outputTokens: 1, totalTokens: 2, raw: {} })).toBeNull()
})
