import { describe, expect, test } from 'vitest'
import { launchesToSee, planLaunches, visibleChange } from '../../../src/stats/launches/launch-plan.ts'

const costs = { launchMs: 2000, requestMs: 50, budgetMs: 120_000, launches: [3, 100], fewestRequests: 10 } as const

describe('plan of launches', () => {
  test('by hand: the requests of Kalibera and Jones, and the launches there is time for', () => {
    // sqrt(2000 / 50 x 0.04 / 0.0009) = 42.2: launches of 2000 + 43 x 50 ms.
    expect(planLaunches({ between: 0.0009, perRequest: 0.04 }, costs)).toEqual({ launches: 28, requests: 45 })
  })

  test('no other plan for the time is narrower', () => {
    const components = { between: 0.0009, perRequest: 0.04 }
    const variance = (launches: number, requests: number): number =>
      (components.between + components.perRequest / requests) / launches
    const best = planLaunches(components, costs)
    for (let launches = 3; launches < 58; launches++) {
      const requests = Math.floor((costs.budgetMs / launches - costs.launchMs) / costs.requestMs)
      expect(variance(best.launches, best.requests)).toBeLessThanOrEqual(variance(launches, requests) * 1.02)
    }
  })

  test('launches that do not differ: as few as may be, with all the time for their requests', () => {
    expect(planLaunches({ between: 0, perRequest: 0.04 }, costs)).toEqual({ launches: 3, requests: 760 })
  })

  test('launches that differ much get few requests, and no more launches than are allowed', () => {
    const components = { between: 1, perRequest: 0.04 }
    expect(planLaunches(components, costs)).toEqual({ launches: 48, requests: 10 })
    expect(planLaunches(components, { ...costs, launches: [3, 10] })).toEqual({ launches: 10, requests: 200 })
  })

  test('too little time: the fewest of both', () => {
    expect(planLaunches({ between: 1, perRequest: 1 }, { ...costs, budgetMs: 1000 })).toEqual({
      launches: 3,
      requests: 10,
    })
  })

  test('a change is visible to the launches that it takes', () => {
    for (const change of [0.02, 0.1, 0.3]) {
      const launches = launchesToSee(0.03 ** 2, change) ?? 0
      expect(visibleChange(0.03 ** 2, launches)).toBeLessThanOrEqual(change)
      if (launches > 2) expect(visibleChange(0.03 ** 2, launches - 1)).toBeGreaterThan(change)
    }
    expect(launchesToSee(1, 0.001)).toBeNull()
  })
})
