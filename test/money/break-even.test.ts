import { expect, test } from 'vitest'
import { breakEven, fullUsdAt } from '../../src/money/break-even.ts'

const owned = { usd: 2000, years: 4, utilization: 0.3, idleWatts: 10, usdPerKwh: 0.15 }
const request = { marginalUsd: 1.7e-6, seconds: 1.36, apiUsd: 0.00015 }

test('at the break-even use the full cost is that of the API, and the volume takes that time', () => {
  const found = breakEven(owned, request)
  expect(found).not.toBeNull()
  const { utilization, requestsPerDay } = found ?? { utilization: 0, requestsPerDay: 0 }
  expect(fullUsdAt(owned, request, utilization)).toBeCloseTo(request.apiUsd, 12)
  expect((requestsPerDay * request.seconds) / 86_400).toBeCloseTo(utilization, 12)
})

test('none where the API is cheaper than the electricity, or than the machine at work all the time', () => {
  expect(breakEven(owned, { ...request, apiUsd: 1.6e-6 })).toBeNull()
  expect(breakEven({ ...owned, usd: 200_000 }, request)).toBeNull()
})

test('a machine that costs nothing pays from the first request', () => {
  expect(breakEven({ ...owned, usd: 0, idleWatts: 0 }, request)).toEqual({ utilization: 0, requestsPerDay: 0 })
})
