import { expect, test } from 'vitest'
import { price } from '../../../src/cost/price.ts'
import { tokenPrices } from '../../../src/cost/token-prices.ts'
import { buildRun } from '../../../src/runs/build-run.ts'
import type { CostRecord } from '../../../src/record/cost.ts'
import type { RunHeader } from '../../../src/plan/header.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { rate } from '../../../src/workload/load.ts'
import { completedSample, runEnd, runHeader } from '../../support/samples.ts'

const declared = {
  power: { value: 30, provenance: 'declared' },
  electricity: { value: 0.15, provenance: 'declared' },
} as const

/** Requests of 1.36 s, one after the other: at 30 W they take 40.8 J each. */
function requests(n: number): Sample[] {
  return Array.from({ length: n }, (_, index) => ({ ...completedSample(index * 1360, 1360), index }))
}

function costOf(samples: readonly Sample[], changes: Partial<RunHeader> = {}): CostRecord | null {
  return buildRun(runHeader({ ...declared, ...changes }), samples, runEnd).record.cost
}

/** The header of a target elsewhere. */
function elsewhere(changes: Partial<RunHeader['facts']> = {}): Partial<RunHeader> {
  return { facts: { ...runHeader().facts, local: false, ...changes } }
}

const usd = (30 * 1.36 * 0.15) / 3_600_000

test('a local run costs its electricity, with the interval of its time', () => {
  const cost = costOf(requests(30))
  expect(cost).toMatchObject({ basis: 'electricity', kind: 'declared', unknown: [] })
  expect(cost?.usdPerRequest).toBeCloseTo(usd, 15)
  expect(cost?.full).toBeUndefined()
  expect(cost?.interval?.low).toBeLessThanOrEqual(usd * (1 + 1e-9))
  expect(cost?.interval?.high).toBeGreaterThanOrEqual(usd * (1 - 1e-9))
})

test('watts or a price that nobody declared make it assumed', () => {
  expect(costOf(requests(5), { power: { value: 30, provenance: 'assumed' } })?.kind).toBe('assumed')
})

test('one that failed used energy, delivered nothing, and leaves the time without an interval', () => {
  const [first, ...others] = requests(10) as [Sample, ...Sample[]]
  const failed = {
    ...first,
    state: 'failed',
    failure: { class: 'reset', message: 'gone', status: null },
  } as unknown as Sample
  const cost = costOf([failed, ...others])
  expect(cost?.usdPerRequest).toBeCloseTo((usd * 10) / 9, 15)
  expect(cost?.interval ?? null).toBeNull()
})

test('an open load has the time of its schedule: no interval', () => {
  const { plan } = runHeader()
  const cost = costOf(requests(20), { plan: { ...plan, load: rate(1) } })
  expect(cost?.usdPerRequest).toBeCloseTo(usd, 15)
  expect(cost?.interval ?? null).toBeNull()
})

test('a run elsewhere has no cost without a price, nor has one without an answer', () => {
  expect(costOf(requests(5), elsewhere())).toBeNull()
  expect(costOf([])).toBeNull()
})

test('a target with a price costs its tokens, wherever it is', () => {
  const prices = tokenPrices(price({ inputPerMTok: 2, outputPerMTok: 8, name: 'ours' }))
  const cost = costOf(requests(5), elsewhere({ price: prices }))
  expect(cost?.basis).toBe('tokens')
  expect(cost?.usdPerRequest).toBeCloseTo(10 * 2e-6 + 4 * 8e-6, 15)
  expect(costOf(requests(5), { facts: { ...runHeader().facts, price: prices } })?.basis).toBe('tokens')
})

test('models that answer at the same time bear an even share of the power', () => {
  const together = { route: 'all', beside: ['other'], model: 'one', models: ['one', 'other'] } as never
  expect(costOf(requests(10), { together })?.usdPerRequest).toBeCloseTo(usd / 2, 15)
})
