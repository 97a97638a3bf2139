import { expect, test } from 'vitest'
import { price } from '../../src/cost/price.ts'
import { tokenCost } from '../../src/cost/token-cost.ts'
import { tokenPrices } from '../../src/cost/token-prices.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { completedSample } from '../support/samples.ts'

const prices = tokenPrices(price({ inputPerMTok: 2, outputPerMTok: 8, name: 'ours' }))

function answered(input: number, output: number, cached = 0): Sample {
  return { ...completedSample(0, 5), tokens: { input, output, cached, reasoning: null, source: 'usage' } }
}

const failed: Sample = { ...answered(1000, 1000), state: 'failed', failure: { class: 'reset', message: 'gone' } }

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

function guessed(output: number): Sample {
  const tokens = { input: null, output, cached: null, reasoning: null, source: 'chunks' } as const
  return { ...completedSample(0, 5), tokens }
}

test('input that nobody counted is unknown, not none, and estimated output makes an estimate of it', () => {
  const cost = tokenCost(prices, [guessed(50), guessed(150)])
  expect(cost).toMatchObject({ kind: 'estimated', unknown: ['input tokens'] })
  expect(cost?.usdPerRequest).toBeCloseTo(100 * 8e-6, 12)
  expect(cost?.parts).toMatchObject([
    { label: 'output tokens', provenance: 'estimated' },
    { label: 'completed requests', value: 2 },
  ])
})

test('of some answers it is the input of those that is unknown', () => {
  const cost = tokenCost(prices, [answered(100, 50), guessed(50), guessed(50), failed])
  expect(cost).toMatchObject({ kind: 'estimated', unknown: ['input tokens of 2 of 3 answers'] })
  expect(cost?.parts).toMatchObject([
    { label: 'input tokens', provenance: 'declared' },
    { label: 'output tokens', provenance: 'estimated' },
    { value: 3 },
  ])
})

test('an answer in one piece without a count tells nothing of its length either', () => {
  expect(tokenCost(prices, [guessed(0)])).toMatchObject({
    usdPerRequest: 0,
    kind: 'estimated',
    parts: [{ label: 'completed requests' }],
    unknown: ['input tokens', 'output tokens'],
  })
})

test('a server that counts the output alone leaves the input unknown', () => {
  const tokens = { input: null, output: 10, cached: null, reasoning: null, source: 'usage' } as const
  expect(tokenCost(prices, [{ ...completedSample(0, 5), tokens }])).toMatchObject({
    kind: 'declared',
    unknown: ['input tokens'],
  })
})
