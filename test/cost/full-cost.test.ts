import { expect, test } from 'vitest'
import { nothingDeclared } from '../../src/cost/declared/costing.ts'
import { fullCost } from '../../src/cost/full-cost.ts'
import { localCost } from '../../src/cost/local.ts'
import type { CostRecord } from '../../src/record/cost.ts'

const usdPerKwh = { value: 0.15, provenance: 'declared' } as const
const marginal = localCost({
  watts: { value: 30, provenance: 'declared' },
  usdPerKwh,
  windowMs: 1360,
  completed: 1,
  costing: { pue: 1.5, electricityFrom: null },
  timeInterval: { low: 0.9, high: 1.2, confidence: 0.9 },
}) as CostRecord
const costing = { ...nothingDeclared, pue: 1.5, hardware: { usd: 2000, years: 4, utilization: 0.5, idleWatts: 10 } }
const timeInterval = { low: 0.9, high: 1.2, confidence: 0.9 }

test('PUE and the interval of the time are in the electricity', () => {
  expect(marginal.usdPerRequest).toBeCloseTo(1.7e-6 * 1.5, 15)
  expect(marginal.interval?.high).toBeCloseTo(1.7e-6 * 1.5 * 1.2, 15)
})

test('the parts add up, idle power has the PUE too, and the interval is that of all', () => {
  const full = fullCost(marginal, { costing, usdPerKwh, seconds: 1.36, timeInterval })
  const { electricity = 0, idle = 0, hardware = 0 } = full?.split ?? {}
  expect(full?.usdPerRequest).toBeCloseTo(electricity + idle + hardware, 15)
  expect(idle).toBeCloseTo(((10 * 1.36) / 3.6e6) * 0.15 * 1.5, 15)
  expect(full?.interval?.low).toBeCloseTo((full?.usdPerRequest ?? 0) * 0.9, 12)
  expect(full).toMatchObject({ kind: 'declared', unknown: [], owned: { usdPerKwh: 0.15 * 1.5 } })
})

test('none without hardware, and at least so much where idle power is unknown', () => {
  expect(fullCost(marginal, { costing: nothingDeclared, usdPerKwh, seconds: 1, timeInterval })).toBeNull()
  const unknown = { ...costing, hardware: { ...costing.hardware, idleWatts: null } }
  expect(fullCost(marginal, { costing: unknown, usdPerKwh, seconds: 1, timeInterval })?.unknown).toEqual(['idle power'])
})
