import { describe, expect, test } from 'vitest'
import type { CostRecord } from '../../src/record/cost.ts'
import { usualVolume } from '../../src/record/money/volume.ts'
import { fullCost } from '../../src/cost/full-cost.ts'
import type { Price } from '../../src/cost/priced.ts'
import { localCost } from '../../src/cost/local.ts'
import { price } from '../../src/cost/price.ts'
import { priceList } from '../../src/cost/list/price-list.ts'
import { openai } from '../../src/cost/prices.ts'
import { matchers } from '../../src/matchers/index.ts'
import type { LlmRun } from '../../src/vitest/llm-run.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { severalVectors, vectorsRun } from '../support/items/vectors-samples.ts'
import { constructedRun, repeated } from './support/run-builder.ts'

expect.extend(matchers)

/** The reference request: 1.36 s at 30 W and 0.15 USD/kWh, 600 tokens in and 100 out. */
function reference(provenance: 'declared' | 'assumed'): LlmRun {
  const request = { latency: 1360, inputTokens: 600, outputTokens: 100 }
  const cost = localCost({
    watts: { value: 30, provenance },
    usdPerKwh: { value: 0.15, provenance },
    windowMs: 13_600,
    completed: 10,
  })
  return constructedRun(repeated(10, request), { record: { cost } })
}

// 0.00015 USD for that request.
const mini = openai('gpt-4o-mini')

describe('cost saving', () => {
  test('of the reference request is 98.9 %', () => {
    expect(reference('declared')).toSaveCostVs(mini, 0.6)
    expect(reference('declared')).toSaveCostVs(mini, 0.988)
    expect(reference('declared')).not.toSaveCostVs(mini, 0.99)
  })

  test('accepted by name, it fails with both costs, the date of the price and what was assumed', () => {
    expect(failureOf(() => expect(reference('assumed')).toSaveCostVs(mini, 0.99, { accept: ['assumed'] }))).toBe(
      [
        'expected marginal cost saving against OpenAI gpt-4o-mini at least 99 %, observed 98.9 %: $0.0000017 against $0.00015 a request (n = 1, no interval): fail',
        'local, electricity only: power 30 W assumed, measured window 13.6 s, completed requests 10, energy per request 40.8 J assumed, price of electricity 0.15 USD/kWh assumed',
        `API: 600 input and 100 output tokens a request, price of 2026-11-22, @pydantic/genai-prices ${priceList().version}`,
        'at 1,000 requests a day: $0.62 against $54.75 a year, $54.13 saved; $0.051 against $4.50 a month of 30 days',
        'what is assumed is declared by llmBench({ power: { watts }, electricity: { usdPerKwh } })',
        'run "short answer" of constructed-135m',
      ].join('\n'),
    )
  })

  test('an assumed input leaves it open, negated too, and the message names the ways out', () => {
    for (const claim of [
      () => expect(reference('assumed')).toSaveCostVs(mini, 0.99),
      () => expect(reference('assumed')).not.toSaveCostVs(mini, 0.6),
    ]) {
      const [first, second] = failureOf(claim).split('\n')
      expect(first).toMatch(/\(n = 1, no interval\): inconclusive$/u)
      expect(second).toBe(
        "inconclusive: 30 W and 0.15 USD/kWh are assumed: declare your own with llmBench({ power: { watts }, electricity: { usdPerKwh } }), or accept this with { accept: ['assumed'] }; the point estimate decided (option inconclusive: 'point')",
      )
    }
    // The policy of the project decides, as for any open claim.
    expect(reference('assumed')).toSaveCostVs(mini, 0.6)
  })

  test('one assumed input is enough, and it alone is named', () => {
    const cost = localCost({
      watts: { value: 45, provenance: 'declared' },
      usdPerKwh: { value: 0.15, provenance: 'assumed' },
      windowMs: 13_600,
      completed: 10,
    })
    const run = constructedRun(repeated(10, { latency: 1360, inputTokens: 600, outputTokens: 100 }), {
      record: { cost },
    })
    expect(failureOf(() => expect(run).toSaveCostVs(mini, 0.99))).toContain(
      'inconclusive: 0.15 USD/kWh is assumed: declare',
    )
  })

  test('says nothing of assumptions when all was declared', () => {
    const message = failureOf(() => expect(reference('declared')).toSaveCostVs(mini, 0.99))
    expect(message).toContain('power 30 W declared')
    expect(message).not.toContain('assumed')
  })

  test('may be a loss', () => {
    const cheap = price({ inputPerMTok: 0.001, outputPerMTok: 0.001, name: 'cheap' })
    const message = failureOf(() => expect(reference('declared')).toSaveCostVs(cheap, 0))
    expect(message).toMatch(/against cheap at least 0 %, observed -\d+\.?\d* %: \$/u)
  })

  test('counts the tokens of completed requests alone', () => {
    const request = { latency: 100, inputTokens: 100, outputTokens: 50 }
    const { cost } = reference('declared').record
    const run = constructedRun(
      [...repeated(5, request), ...repeated(5, { ...request, inputTokens: 1e9, failed: true })],
      { record: { cost } },
    )
    expect(failureOf(() => expect(run).toSaveCostVs(mini, 1))).toContain(
      'API: 100 input and 50 output tokens a request',
    )
  })

  test('estimated tokens are named', () => {
    const run = reference('declared')
    const tokens = { ...run.record.tokens, source: 'estimated' } as const
    const estimated = constructedRun(repeated(10, 40), { record: { cost: run.record.cost, tokens } })
    expect(failureOf(() => expect(estimated).toSaveCostVs(mini, 1))).toContain('a request (estimated),')
  })
})

describe('marginal and full', () => {
  const costing = {
    pue: null,
    electricityFrom: null,
    hardware: { usd: 2000, years: 4, utilization: 0.5, idleWatts: 10 },
    volume: usualVolume,
  }
  const { record } = reference('declared')
  const marginal = record.cost as CostRecord
  const usdPerKwh = { value: 0.15, provenance: 'declared' } as const
  const full = fullCost(marginal, { costing, usdPerKwh, seconds: 1.36, timeInterval: null })
  const owned = constructedRun(repeated(10, { latency: 1360, inputTokens: 600, outputTokens: 100 }), {
    record: { cost: { ...marginal, ...(full === null ? {} : { full }) } },
  })

  test('a claim says which of the two it is of, and a full one shows each part', () => {
    const [first, second] = failureOf(() => expect(owned).toSaveCostVs(mini, 0.9, { cost: 'full' })).split('\n')
    expect(first).toContain('expected full cost saving against OpenAI gpt-4o-mini at least 90 %, observed 69.7 %')
    expect(second).toContain(
      'local, full cost: electricity $0.0000017, idle power $0.000000567, hardware $0.0000431; power 30 W declared',
    )
    expect(second).toContain('price of the hardware $2,000.00 declared, its life 4 years declared')
    expect(owned).toSaveCostVs(mini, 0.98)
  })

  test('there is no full cost where nobody declared the hardware', () => {
    expect(refusalOf(() => expect(reference('declared')).toSaveCostVs(mini, 0.1, { cost: 'full' })).message).toBe(
      'toSaveCostVs({ cost }): "full" where nobody declared the hardware is not allowed here; give it in vitest.config.ts: llmBench({ hardware: { usd, years, utilization } }), or cost: "marginal"',
    )
  })

  test('unknown idle power makes it at least, and settles no saving', () => {
    const unknown = fullCost(marginal, {
      costing: { ...costing, hardware: { ...costing.hardware, idleWatts: null } },
      usdPerKwh,
      seconds: 1.36,
      timeInterval: null,
    })
    const run = constructedRun(repeated(10, { latency: 1360, inputTokens: 600, outputTokens: 100 }), {
      record: { cost: { ...marginal, ...(unknown === null ? {} : { full: unknown }) } },
    })
    expect(failureOf(() => expect(run).not.toSaveCostVs(mini, 0.5, { cost: 'full' }))).toContain(
      'inconclusive: idle power is unknown, and not in the cost: declare it, llmBench({ hardware: { idleWatts } })',
    )
  })

  test('the interval of a request is carried into the saving, and settles it', () => {
    const timed = constructedRun(repeated(10, { latency: 1360, inputTokens: 600, outputTokens: 100 }), {
      record: { cost: { ...marginal, interval: { low: 1.5e-6, high: 1.9e-6, confidence: 0.9 } } },
    })
    expect(failureOf(() => expect(timed).toSaveCostVs(mini, 0.995))).toContain(
      'observed 98.9 %: $0.0000017 against $0.00015 a request (n = 10, 90 % interval 98.7 to 99.0 %): fail',
    )
  })
})

test('a disputed price is shown with both figures, and settles nothing that they decide differently', () => {
  const disputed: Price = {
    label: 'ours',
    costOf: (usage) => ({
      ...mini.costOf(usage),
      dispute: { list: 'another 1.0', entryDate: '2025-01-01', usd: 0.0000018 },
    }),
  }
  const message = failureOf(() => expect(reference('declared')).toSaveCostVs(disputed, 0.99))
  expect(message).toContain('disputed price: $0.00015 a request by @pydantic/genai-prices, $0.0000018 by another 1.0')
  expect(failureOf(() => expect(reference('declared')).not.toSaveCostVs(disputed, 0.6))).toContain(
    'inconclusive: the price is disputed, and by the other figure the claim would be decided otherwise',
  )
})

describe('what cannot be judged', () => {
  test('unknown power: says what to set, negated too', () => {
    const run = constructedRun(repeated(10, 40))
    for (const assertion of [
      () => expect(run).toSaveCostVs(openai, 0.6),
      () => expect(run).not.toSaveCostVs(openai, 0.6),
    ]) {
      const error = refusalOf(assertion)
      expect(error.code).toBe('power-unknown')
      expect(error.message).toContain('llmBench({ power: { watts } })')
    }
  })

  test('no completed request', () => {
    const failed = constructedRun(repeated(3, { latency: 1, failed: true }))
    expect(refusalOf(() => expect(failed).toSaveCostVs(openai, 0.6)).code).toBe('not-measured')
  })

  test.each([-0.1, 1.1, Number.NaN, 60, '0.6'])('the fraction %s', (fraction) => {
    // @ts-expect-error plain JavaScript passes anything
    const error = refusalOf(() => expect(reference('declared')).toSaveCostVs(mini, fraction))
    expect(error.code).toBe('invalid-option')
  })

  test('something that is no price, such as the AI SDK’s openai', () => {
    // @ts-expect-error plain JavaScript passes anything
    const error = refusalOf(() => expect(reference('declared')).toSaveCostVs(() => null, 0.6))
    expect(error.message).toMatch(
      /^toSaveCostVs\(price\): .+ is not allowed here; give a price such as openai .+; beside @ai-sdk\/openai it is prices\.openai$/u,
    )
  })

  test('a price of nothing', () => {
    const free = price({ inputPerMTok: 0, outputPerMTok: 0 })
    const error = refusalOf(() => expect(reference('declared')).toSaveCostVs(free, 0.6))
    expect(error.code).toBe('invalid-option')
  })

  test('of vectors is that of their texts, which somebody must have counted', () => {
    const { items } = vectorsRun(severalVectors(10)).record
    const vectors = (inputTokens: number): LlmRun =>
      constructedRun(repeated(10, { latency: 20, ttft: null, inputTokens, outputTokens: 0 }), {
        record: { items, cost: reference('declared').record.cost },
      })
    const theirs = price({ inputPerMTok: 1, outputPerMTok: 9, name: 'theirs' })
    expect(vectors(500)).toSaveCostVs(theirs, 0.9)
    expect(failureOf(() => expect(vectors(500)).toSaveCostVs(theirs, 0.999))).toContain(
      'API: 500 input tokens a request, ',
    )
    expect(refusalOf(() => expect(vectors(Number.NaN)).toSaveCostVs(theirs, 0.5)).message).toContain(
      'nobody counted the tokens of its texts: have the server send usage',
    )
  })
})
