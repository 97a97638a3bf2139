import { expect, test } from 'vitest'
import { sensitivity } from '../../src/money/sensitivity.ts'

const owned = { usd: 2000, years: 4, utilization: 0.3, idleWatts: 10, usdPerKwh: 0.15 }

test('the price of power moves electricity in proportion, and nothing else', () => {
  expect(sensitivity({ marginalUsd: 2, seconds: 1, owned: null })).toEqual([
    { input: 'price of power', change: '-50 %', usdPerRequest: 1 },
    { input: 'price of power', change: '+50 %', usdPerRequest: 3 },
  ])
})

test('a machine of one’s own: from 10 to 100 % use, cheaper the more it is used', () => {
  const rows = sensitivity({ marginalUsd: 1.7e-6, seconds: 1.36, owned })
  const use = rows.filter(({ input }) => input === 'utilization')
  expect(use.map(({ change }) => change)).toEqual(['10 %', '25 %', '50 %', '75 %', '100 %'])
  expect(use.map(({ usdPerRequest }) => usdPerRequest)).toEqual(
    use.map(({ usdPerRequest }) => usdPerRequest).toSorted((one, other) => other - one),
  )
})
