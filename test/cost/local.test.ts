import { describe, expect, test } from 'vitest'
import { localCost } from '../../src/cost/local.ts'
import { price } from '../../src/cost/price.ts'
import { weakest } from '../../src/cost/provenance.ts'

const assumed = { value: 30, provenance: 'assumed' } as const
const perKwh = { value: 0.15, provenance: 'declared' } as const

describe('local cost', () => {
  test('of the reference arithmetic: 30 W, 0.15 USD/kWh, 1.36 s', () => {
    const cost = localCost({ watts: assumed, usdPerKwh: perKwh, windowMs: 1360, completed: 1 })
    expect(cost?.usdPerRequest).toBeCloseTo(0.0000017, 12)
    const api = price({ inputPerMTok: 0.15, outputPerMTok: 0.6 })
    const { usd } = api.costOf({ inputTokens: 600, outputTokens: 100, cachedTokens: 0 })
    expect(usd).toBeCloseTo(0.00015, 12)
    expect(1 - (cost?.usdPerRequest ?? 0) / usd).toBeCloseTo(0.989, 3)
    const year = 1000 * 365
    expect((cost?.usdPerRequest ?? 0) * year).toBeCloseTo(0.62, 2)
    expect(usd * year).toBeCloseTo(54.75, 2)
  })

  test('is shared by the requests of a window and names its parts', () => {
    const cost = localCost({ watts: assumed, usdPerKwh: perKwh, windowMs: 60_000, completed: 200 })
    expect(cost?.usdPerRequest).toBeCloseTo((30 * 60 * 0.15) / 200 / 3_600_000, 15)
    expect(cost?.kind).toBe('assumed')
    expect(cost?.parts.map(({ label, value, unit, provenance }) => [label, value, unit, provenance])).toEqual([
      ['power', 30, 'W', 'assumed'],
      ['measured window', 60, 's', 'measured'],
      ['completed requests', 200, 'requests', 'measured'],
      ['energy per request', 9, 'J', 'assumed'],
      ['price of electricity', 0.15, 'USD/kWh', 'declared'],
    ])
  })

  test('of models that answer at the same time, each bears its even share, which is an estimate', () => {
    const declared = { value: 30, provenance: 'declared' } as const
    const input = { watts: declared, usdPerKwh: perKwh, windowMs: 60_000, completed: 200 }
    const shared = localCost({ ...input, sharedBy: 3 })
    expect((shared?.usdPerRequest ?? 0) * 3).toBeCloseTo(localCost(input)?.usdPerRequest ?? 0, 15)
    expect(shared?.kind).toBe('estimated')
    expect(shared?.parts).toContainEqual(expect.objectContaining({ label: 'models that share it evenly', value: 3 }))
  })

  test('is unknown without a window or a completed request', () => {
    const input = { watts: assumed, usdPerKwh: perKwh }
    expect(localCost({ ...input, windowMs: null, completed: 1 })).toBeNull()
    expect(localCost({ ...input, windowMs: 0, completed: 1 })).toBeNull()
    expect(localCost({ ...input, windowMs: 1000, completed: 0 })).toBeNull()
  })
})

test('a figure is called by the weakest thing it rests on', () => {
  expect(weakest(['measured', 'declared'])).toBe('declared')
  expect(weakest(['assumed', 'synthetic', 'declared'])).toBe('assumed')
  expect(weakest(['simulated', 'assumed'])).toBe('simulated')
  expect(weakest([])).toBe('measured')
})
