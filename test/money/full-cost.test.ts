import { expect, test } from 'vitest'
import { ownedUsd, secondsInYear } from '../../src/money/full-cost.ts'

test('all the machine, and all its idle hours, are paid by the requests of its life', () => {
  const owned = { usd: 1000, years: 2, utilization: 0.25, idleWatts: 20, usdPerKwh: 0.2 }
  const requests = (2 * secondsInYear * 0.25) / 3
  const { hardware, idle } = ownedUsd(owned, 3)
  expect(hardware * requests).toBeCloseTo(1000, 6)
  expect(idle * requests).toBeCloseTo(((20 * 2 * secondsInYear * 0.75) / 3_600_000) * 0.2, 6)
})

test('a machine that is never idle draws no idle power', () => {
  expect(ownedUsd({ usd: 0, years: 1, utilization: 1, idleWatts: 99, usdPerKwh: 1 }, 1)).toEqual({
    hardware: 0,
    idle: 0,
  })
})
