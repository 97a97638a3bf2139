import { expect, test } from 'vitest'
import { formatShare, formatUsd } from '../../src/figures.ts'
import { monthWords, projected, timesInterval, tokensPerDollar, usdPerMillion } from '../../src/money/projection.ts'
import { localCost } from '../../src/cost/local.ts'

const volume = { requestsPerDay: 1000, daysInMonth: 30 }

test('the reference case to the last printed digit', () => {
  const local = localCost({
    watts: { value: 30, provenance: 'declared' },
    usdPerKwh: { value: 0.15, provenance: 'declared' },
    windowMs: 1360,
    completed: 1,
  })
  const usd = local?.usdPerRequest ?? Number.NaN
  const [own, api] = [projected(usd, volume), projected(0.00015, volume)]
  expect([
    formatUsd(usd),
    formatUsd(own.year),
    formatUsd(api.year),
    formatUsd(api.year - own.year),
    formatShare(1 - usd / 0.00015),
  ]).toEqual(['$0.0000017', '$0.62', '$54.75', '$54.13', '98.9 %'])
})

test('a month is of 30 days, or a twelfth of a year', () => {
  expect(projected(1, volume)).toEqual({ day: 1000, month: 30_000, year: 365_000 })
  expect(projected(1, { requestsPerDay: 12, daysInMonth: 365 / 12 }).month).toBeCloseTo(365, 9)
  expect([monthWords(30), monthWords(365 / 12)]).toEqual(['a month of 30 days', 'a month of 365/12 days'])
})

test('tokens and dollars, and nothing where there are none', () => {
  expect(usdPerMillion(0.0001, 100)).toBeCloseTo(1, 12)
  expect(tokensPerDollar(0.0001, 100)).toBeCloseTo(1e6, 3)
  expect([usdPerMillion(1, null), usdPerMillion(1, 0), tokensPerDollar(0, 5), tokensPerDollar(1, null)]).toEqual([
    null,
    null,
    null,
    null,
  ])
})

test('an end that is not bounded stays so', () => {
  expect(timesInterval({ low: 1, high: null, confidence: 0.9 }, 3)).toEqual({ low: 3, high: null, confidence: 0.9 })
  expect(timesInterval(null, 3)).toBeNull()
})
