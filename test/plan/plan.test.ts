import { expect, test } from 'vitest'
import { unlimitedRequests } from '../../src/plan/header.ts'
import { tableRoofline } from '../../src/plan/roofline.ts'
import { planRun } from '../../src/plan/plan.ts'
import type { RunOptions } from '../../src/plan/run-options.ts'
import { burst, concurrent, ramp, rate, trace } from '../../src/workload/load.ts'
import { decided } from '../../src/plan/until.ts'

const defaults = { requests: null, budget: 120_000, warmup: null, launches: 1, anchor: false }

function plan(options: RunOptions, changes: Partial<typeof defaults> | object = {}): ReturnType<typeof planRun> {
  return planRun('b', options, { ...defaults, ...changes })
}

test('one client makes 200 requests after two for warming up', () => {
  expect(plan({})).toEqual({
    requests: 200,
    durationMs: null,
    budgetMs: 120_000,
    warmup: 2,
    settles: true,
    load: { kind: 'closed', concurrency: 1, rampUpMs: null },
    concurrency: 1,
    maxUsd: null,
    launches: 1,
    energy: { kind: 'free', watts: null },
    roofline: tableRoofline,
    until: null,
  })
})

test('each client has ten requests and one for warming up', () => {
  expect(plan({ load: concurrent(50) })).toMatchObject({ requests: 700, warmup: 50, concurrency: 50 })
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
  [{ requests: 0 }, 'bench("b", { requests }): 0 is not allowed here; give a whole number of at least 1'],
  [{ requests: 1.5 }, 'bench("b", { requests }): 1.5 is not allowed here'],
  [{ requests: Number.NaN }, 'bench("b", { requests }): NaN is not allowed here'],
  [{ warmup: -1 }, 'bench("b", { warmup }): -1 is not allowed here; give a whole number of at least 0'],
  [{ budget: 0 }, 'bench("b", { budget }): 0 is not allowed here; give the milliseconds the run may take, above 0'],
  [{ budget: Number.POSITIVE_INFINITY }, 'bench("b", { budget }): Infinity is not allowed here'],
  [{ duration: -5 }, 'bench("b", { duration }): -5 is not allowed here; give the milliseconds to measure for, above 0'],
  [{ duration: '5s' }, 'bench("b", { duration }): "5s" is not allowed here'],
  [{ maxUsd: 0 }, 'bench("b", { maxUsd }): 0 is not allowed here; give US dollars above 0'],
  [{ part: '' }, 'bench("b", { part }): "" is not allowed here; give the name of the whole load'],
  [{ load: 5 }, 'bench("b", { load }): 5 is not allowed here; give a load plan such as concurrent(10) or rate(5)'],
  [{ load: 'rate' }, 'bench("b", { load }): "rate" is not allowed here'],
  [{ until: 5 }, 'bench("b", { until }): 5 is not allowed here; give decided({ p95: 50 })'],
  [
    { until: decided({ p95: 50 }), load: rate(5) },
    'bench("b", { until }): decided(…) with an open load is not allowed here; give requests or duration: it looks',
  ],
  [
    { load: concurrent(10), requests: 9 },
    'bench("b", { requests }): 9 for 10 clients is not allowed here; give at least one for each',
  ],
] as const)('a wrong option %# is refused in one line', ([options, message]) => {
  expect(() => plan(options as RunOptions)).toThrow(
    expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining(message) }),
  )
})

test('launches share the requests out: each client makes at least two in each, and one where few are asked for', () => {
  expect(plan({}).launches).toBe(1)
  expect(plan({ launches: 5 })).toMatchObject({ launches: 5, requests: 200 })
  expect(plan({ launches: 50, load: concurrent(10) }).requests).toBe(1000)
  expect(plan({ launches: 'auto' })).toMatchObject({ launches: 'auto', requests: unlimitedRequests, budgetMs: 120_000 })
})

test.for([
  [
    { launches: 1.5 },
    'bench("b", { launches }): 1.5 is not allowed here; give a whole number from 1 to 100, or \'auto\'',
  ],
  [
    { launches: 3, until: decided({ p95: 50 }) },
    'bench("b", { launches }): 3 with until is not allowed here; give one of the two',
  ],
  [
    { launches: 3, load: burst(10) },
    'bench("b", { launches }): 3 with a burst is not allowed here; give concurrent(n)',
  ],
  [
    { launches: 3, load: concurrent(10), requests: 20 },
    'bench("b", { requests }): 20 for 3 launches of 10 clients is not allowed here; give at least 30',
  ],
] as const)('launches that cannot be meant are refused %#', ([options, message]) => {
  expect(() => plan(options as RunOptions)).toThrow(
    expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining(message) }),
  )
})

test('launches of the plugin or a profile are for runs that can have them', () => {
  const three = { requests: null, budget: 120_000, warmup: null, launches: 3, anchor: false }
  expect(planRun('b', {}, three).launches).toBe(3)
  expect(planRun('b', { launches: 1 }, three).launches).toBe(1)
  expect(planRun('b', { until: decided({ p95: 50 }) }, three).launches).toBe(1)
  expect(planRun('b', { load: burst(10) }, three).launches).toBe(1)
})

test('null for a load, a claim to decide or a warm-up is what is left out', () => {
  expect(plan({ load: null, until: null, warmup: null, launches: 1 } as unknown as RunOptions)).toEqual(plan({}))
})
