import { expect, test } from 'vitest'
import { SpendingLimit } from '../../src/block/spending-limit.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { completedSample } from '../support/samples.ts'

const spending = { limitUsd: 1, worstUsd: 0.3, usdPerInputToken: 0.01, usdPerOutputToken: 0.02 }

/** Costs 0.1 USD: 2 tokens in, 4 out. */
const cheap: Sample = {
  ...completedSample(0, 10),
  tokens: { input: 2, output: 4, cached: 0, reasoning: null, source: 'usage' },
}
const failed: Sample = {
  ...cheap,
  state: 'failed',
  failure: { class: 'reset', message: 'gone' },
}

test('as many may be in flight as could be paid if each cost the most it can', () => {
  const limit = new SpendingLimit(spending)
  expect([limit.mayStart(), limit.mayStart(), limit.mayStart(), limit.mayStart()]).toEqual([true, true, true, false])
})

test('what a request really cost is what counts once it is over', () => {
  const limit = new SpendingLimit(spending)
  let made = 0
  while (limit.mayStart()) {
    made++
    limit.add(cheap)
  }
  // 0.1 each, and the next one might cost 0.3: eight leave 0.2.
  expect(made).toBe(8)
})

test('a request that failed may have been billed, and so may one that nobody counted', () => {
  for (const sample of [
    failed,
    { ...cheap, tokens: { input: 0, output: 1, cached: 0, reasoning: null, source: 'chunks' } } as const,
  ]) {
    const limit = new SpendingLimit(spending)
    let made = 0
    while (limit.mayStart()) {
      made++
      limit.add(sample)
    }
    expect(made).toBe(3)
  }
})

test('once it has said no it says no: a load with half of its clients is another load', () => {
  const limit = new SpendingLimit(spending)
  while (limit.mayStart());
  expect(limit.refused).toBe(true)
  limit.add(cheap)
  limit.add(cheap)
  expect(limit.mayStart()).toBe(false)
})

test('it has refused nothing before it does', () => {
  const limit = new SpendingLimit(spending)
  limit.mayStart()
  expect(limit.refused).toBe(false)
})
