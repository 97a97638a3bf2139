import { expect, test } from 'vitest'
import { breakEven, breakEvenInterval, fullUsdAt } from '../../src/money/break-even.ts'
import { mostRequestsPerDay, payback, paybackInterval, powerPerMonth } from '../../src/money/payback.ts'

const owned = { usd: 2000, years: 4, utilization: 0.3, idleWatts: 10, usdPerKwh: 0.15 }
const request = { marginalUsd: 1.7e-6, seconds: 1.36, apiUsd: 0.00015 }
const volume = { requestsPerDay: 30_000, daysInMonth: 30 }
const electricity = { low: 1.5e-6, high: 2e-6, confidence: 0.9 }

test('power of a month is that of the requests and of the rest of the time', () => {
  const rest = 86_400 - 30_000 * 1.36
  expect(powerPerMonth(owned, request, volume)).toBeCloseTo(30 * (30_000 * 1.7e-6 + ((10 * rest) / 3.6e6) * 0.15), 9)
  // Over a whole day of work there is no rest.
  const most = mostRequestsPerDay(request)
  expect(powerPerMonth(owned, request, { ...volume, requestsPerDay: most })).toBeCloseTo(30 * most * 1.7e-6, 9)
})

test('at the end of the payback both have cost the same; of dearer power it is longer', () => {
  const { powerUsd, apiUsd, months } = payback(owned, request, volume)
  expect(owned.usd + powerUsd * (months ?? 0)).toBeCloseTo(apiUsd * (months ?? 0), 6)
  const { low, high } = paybackInterval(owned, request, volume, electricity) ?? { low: null, high: null }
  expect(low).toBeLessThan(months ?? 0)
  expect(high).toBeGreaterThan(months ?? Infinity)
})

test('payback within the life of the machine is what break-even says of the volume', () => {
  const at = breakEven(owned, request)?.requestsPerDay ?? 0
  const atEven = { requestsPerDay: at, daysInMonth: 365 / 12 }
  expect(payback(owned, request, atEven).months).toBeCloseTo(48, 6)
  expect(fullUsdAt(owned, request, (at * request.seconds) / 86_400)).toBeCloseTo(request.apiUsd, 12)
})

test('where the power alone costs as much there is none, and an interval that reaches there has no end', () => {
  expect(payback(owned, { ...request, apiUsd: 1e-6 }, volume).months).toBeNull()
  const wide = { low: 1.5e-6, high: 1, confidence: 0.9 }
  expect(paybackInterval(owned, request, volume, wide)?.high).toBeNull()
  expect(breakEvenInterval(owned, request, wide)?.high).toBeNull()
  expect(breakEvenInterval(owned, request, electricity)?.confidence).toBe(0.9)
  expect([breakEvenInterval(owned, request, null), paybackInterval(owned, request, volume, null)]).toEqual([null, null])
})
