import { expect, test } from 'vitest'
import { costingOf, nothingDeclared } from '../../../src/cost/declared/costing.ts'
import { electricityParts } from '../../../src/cost/declared/electricity-parts.ts'

test('nothing is declared by default', () => {
  expect(costingOf({})).toEqual(nothingDeclared)
})

test('source, date and taxes stand beside the price of electricity, and a PUE before it', () => {
  const { pue, electricityFrom } = costingOf({
    electricity: { usdPerKwh: 0.3, pue: 1.2, source: 'our contract', date: '2026-01-01', taxes: 'with VAT' },
  })
  const parts = electricityParts({ value: 0.3, provenance: 'declared' }, { pue, electricityFrom })
  expect(parts.map(({ label, value }) => [label, value])).toEqual([
    ['PUE', 1.2],
    ['price of electricity (our contract, 2026-01-01, with VAT)', 0.3],
  ])
})

test('a month, a volume and a machine', () => {
  expect(costingOf({ volume: { requestsPerDay: 50, month: '365/12 days' } }).volume).toEqual({
    requestsPerDay: 50,
    daysInMonth: 365 / 12,
  })
  expect(costingOf({ hardware: { usd: 1, years: 2, utilization: 1 } }).hardware).toEqual({
    usd: 1,
    years: 2,
    utilization: 1,
    idleWatts: null,
  })
})
