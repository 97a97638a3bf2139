import { expect, test } from 'vitest'
import { meanCost } from '../../src/cost/mean-cost.ts'
import { price } from '../../src/cost/price.ts'

const tiered = price({
  inputPerMTok: 1,
  outputPerMTok: 1,
  tiers: [{ aboveInputTokens: 100, inputPerMTok: 3, outputPerMTok: 3 }],
})
const zeros = (n: number) => new Float64Array(n)
const columns = (input: readonly number[], failed: readonly number[] = input.map(() => 0)) => ({
  failed: Float64Array.from(failed),
  inputTokens: Float64Array.from(input),
  outputTokens: zeros(input.length),
  cachedTokens: zeros(input.length).fill(Number.NaN),
  cacheWriteTokens: zeros(input.length).fill(Number.NaN),
  reasoningTokens: zeros(input.length).fill(Number.NaN),
})

test('each request is priced by itself: the mean of the run reaches no tier', () => {
  const cost = meanCost(tiered, columns([10, 190]), new Date())
  expect(cost?.inputTokens).toBe(100)
  expect((cost?.usd ?? 0) * 1e6).toBeCloseTo((10 + 190 * 3) / 2, 9)
  expect(cost).toMatchObject({ completed: 2, tiered: 1, uncounted: 0 })
  expect(cost?.parts.map(({ value }) => value * 1e6)).toEqual([expect.closeTo(290, 9), 0])
})

test('failed requests cost nothing that anybody knows of, uncounted input is counted', () => {
  expect(meanCost(tiered, columns([10, 1e6], [0, 1]), new Date())?.usd).toBeCloseTo(1e-5, 12)
  expect(meanCost(tiered, columns([Number.NaN]), new Date())).toMatchObject({ uncounted: 1, usd: 0 })
  expect(meanCost(tiered, columns([1], [1]), new Date())).toBeNull()
})
