import { expect, test } from 'vitest'
import { burst, concurrent, describeLoad, oneClient, ramp, rate, trace } from '../../../src/workload/load.ts'

test.for([
  [oneClient, '1 client'],
  [concurrent(50), '50 clients'],
  [concurrent(50, { rampUp: 10_000 }), '50 clients, started over 10 s'],
  [concurrent(8, { rampUp: 0 }), '8 clients, all started at once'],
  [concurrent(3, { obeyRetryAfter: true }), '3 clients, obeying Retry-After'],
  [concurrent(3, { obeyRetryAfter: false }), '3 clients'],
  [rate(10), '10 requests/s (Poisson)'],
  [rate(0.5, { arrivals: 'constant', maxConcurrency: 8 }), '0.5 requests/s (constant), at most 8 in flight'],
  [rate(10, { arrivals: 'gamma', burstiness: 0.5 }), '10 requests/s (gamma, burstiness 0.5)'],
  [ramp(1, 20, 60_000), 'ramp 1 to 20 requests/s over 60 s'],
  [ramp(0, 5, 1500, { arrivals: 'constant' }), 'ramp 0 to 5 requests/s over 1.5 s (constant)'],
  [burst(100), '100 requests at once'],
  [trace('a.csv'), 'trace a.csv'],
  [trace('a.csv', { speed: 2 }), 'trace a.csv at 2 times its speed'],
] as const)('a plan is described in a few words: %#', ([plan, words]) => {
  expect(describeLoad(plan)).toBe(words)
})
