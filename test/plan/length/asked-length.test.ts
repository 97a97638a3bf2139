import { expect, test } from 'vitest'
import { askedLength } from '../../../src/plan/length/asked-length.ts'
import { planRun } from '../../../src/plan/plan.ts'
import { profileOf } from '../../../src/plan/profiles.ts'
import { resolveRunDefaults } from '../../../src/plan/run-defaults.ts'
import { concurrent, oneClient, rate } from '../../../src/workload/load.ts'

const quick = resolveRunDefaults(profileOf('quick', {}))
const twenty = resolveRunDefaults({}, { requests: 20, levels: null })

test('--mode quick shortens what a call asks for, and lengthens nothing', () => {
  expect(planRun('a', { requests: 200 }, quick)).toMatchObject({ requests: 20, budgetMs: 15_000 })
  expect(planRun('a', { requests: 5, budget: 1000 }, quick)).toMatchObject({ requests: 5, budgetMs: 1000 })
  expect(planRun('a', { duration: 60_000, load: rate(5) }, quick)).toMatchObject({ durationMs: 15_000 })
  expect(planRun('a', { requests: 500, load: concurrent(50) }, quick).requests).toBe(100)
  expect(planRun('a', {}, quick).requests).toBe(20)
})

test('a profile that does not shorten gives defaults only', () => {
  const own = resolveRunDefaults(profileOf('quick', { quick: { requests: 20 } }))
  expect(planRun('a', { requests: 200 }, own).requests).toBe(200)
  const short = resolveRunDefaults(profileOf('smoke', { smoke: { requests: 5, shortens: true } }))
  expect(planRun('a', { requests: 200 }, short)).toMatchObject({ requests: 5, budgetMs: 120_000 })
})

test('the number of the terminal wins over a call, two for each client at least', () => {
  expect(planRun('a', { requests: 200 }, twenty).requests).toBe(20)
  expect(planRun('a', { requests: 5 }, twenty).requests).toBe(20)
  expect(planRun('a', { load: concurrent(50) }, twenty).requests).toBe(100)
  expect(planRun('a', { duration: 1000 }, twenty)).toMatchObject({ requests: 20, durationMs: 1000 })
})

test('without a wish a call stays as it is', () => {
  const options = { requests: 7, duration: 5 }
  expect(askedLength(options, oneClient, 1, resolveRunDefaults({}))).toBe(options)
})
