import { expect, test } from 'vitest'
import { unlimitedRequests } from '../../src/plan/header.ts'
import { planRun, type RunOptions } from '../../src/plan/plan.ts'
import { burst, concurrent, ramp, rate, trace } from '../../src/workload/load.ts'
import { decided } from '../../src/plan/until.ts'

const defaults = { requests: null, budget: 120_000, warmup: null }

function plan(options: RunOptions, changes: Partial<typeof defaults> | object = {}): ReturnType<typeof planRun> {
  return planRun('b', options, { ...defaults, ...changes })
}

test('one client makes 200 requests after two for warming up', () => {
  expect(plan({})).toEqual({
    requests: 200,
    durationMs: null,
    budgetMs: 120_000,
    warmup: 2,
    load: { kind: 'closed', concurrency: 1, rampUpMs: null },
    concurrency: 1,
    maxUsd: null,
    until: null,
  })
})

test('each client has ten requests and one for warming up', () => {
  expect(plan({ load: concurrent(50) })).toMatchObject({ requests: 500, warmup: 50, concurrency: 50 })
  expect(plan({ load: concurrent(3) })).toMatchObject({ requests: 200, warmup: 3 })
  // Where the configuration asks for few, at least two each.
  expect(plan({ load: concurrent(50) }, { requests: 20 })).toMatchObject({ requests: 100 })
  expect(plan({}, { requests: 20, warmup: 0, budget: 15_000 })).toMatchObject({
    requests: 20,
    warmup: 0,
    budgetMs: 15_000,
  })
})

test('an open load has no number of clients; a rate alone is counted, the others end by themselves', () => {
  expect(plan({ load: rate(10) })).toMatchObject({ requests: 200, warmup: 10, concurrency: 0 })
  for (const load of [ramp(1, 5, 1000), burst(30), trace('a.csv')]) {
    expect(plan({ load }).requests).toBe(unlimitedRequests)
  }
  expect(plan({ load: burst(30), requests: 5 }).requests).toBe(5)
})

test('a duration takes the place of a number, and both may be said', () => {
  expect(plan({ duration: 5000 })).toMatchObject({ requests: unlimitedRequests, durationMs: 5000, budgetMs: 120_000 })
  expect(plan({ load: rate(10), duration: 5000 }).requests).toBe(unlimitedRequests)
  expect(plan({ duration: 5000, requests: 7 })).toMatchObject({ requests: 7, durationMs: 5000 })
})

test('the budget is never shorter than what was asked for takes', () => {
  expect(plan({ duration: 600_000 }).budgetMs).toBe(1_200_000)
  expect(plan({ load: ramp(1, 5, 300_000) }).budgetMs).toBe(600_000)
  // Unless it was said.
  expect(plan({ duration: 600_000, budget: 1000 }).budgetMs).toBe(1000)
})

test.for([
  [{ requests: 0 }, 'bench "b": option requests is 0: give a whole number of at least 1'],
  [{ requests: 1.5 }, 'option requests is 1.5'],
  [{ requests: Number.NaN }, 'option requests is NaN'],
  [{ warmup: -1 }, 'option warmup is -1: give a whole number of at least 0'],
  [{ budget: 0 }, 'option budget is 0: give the milliseconds the run may take'],
  [{ budget: Number.POSITIVE_INFINITY }, 'option budget is Infinity'],
  [{ duration: -5 }, 'option duration is -5: give the milliseconds to measure for'],
  [{ duration: '5s' }, 'option duration is "5s"'],
  [{ maxUsd: 0 }, 'option maxUsd is 0: give US dollars above 0'],
  [{ load: 5 }, 'option load is 5: give a load plan such as concurrent(10) or rate(5)'],
  [{ load: 'rate' }, 'option load is "rate"'],
  [{ until: 5 }, 'option until is 5: give decided({ p95: 50 })'],
  [
    { until: decided({ p95: 50 }), load: rate(5) },
    'an open load would begin each with an empty queue: give requests or duration',
  ],
  [{ load: concurrent(10), requests: 9 }, 'option requests is 9 for 10 clients: give at least one request for each'],
] as const)('a wrong option %# is refused in one line', ([options, message]) => {
  expect(() => plan(options as RunOptions)).toThrow(
    expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining(message) }),
  )
})
