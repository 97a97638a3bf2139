import { expect, test } from 'vitest'
import { LlmBenchError } from '../../../src/errors.ts'
import { burst, concurrent, describeLoad, oneClient, ramp, rate, trace } from '../../../src/workload/load.ts'

test.for([
  [oneClient, '1 client'],
  [concurrent(50), '50 clients'],
  [concurrent(50, { rampUp: 10_000 }), '50 clients, started over 10 s'],
  [rate(10), '10 requests/s (Poisson)'],
  [rate(0.5, { arrivals: 'constant', maxConcurrency: 8 }), '0.5 requests/s (constant), at most 8 in flight'],
  [rate(10, { arrivals: 'gamma', burstiness: 0.5 }), '10 requests/s (gamma, burstiness 0.5)'],
  [ramp(1, 20, 60_000), 'ramp 1 to 20 requests/s over 60 s'],
  [ramp(0, 5, 500, { arrivals: 'constant' }), 'ramp 0 to 5 requests/s over 500 ms (constant)'],
  [burst(100), '100 requests at once'],
  [trace('a.csv'), 'trace a.csv'],
  [trace('a.csv', { speed: 2 }), 'trace a.csv at 2 times its speed'],
] as const)('a plan is described in a few words: %#', ([plan, words]) => {
  expect(describeLoad(plan)).toBe(words)
})

test('a plan is plain data that survives a message to another process', () => {
  for (const plan of [concurrent(3), rate(10, { arrivals: 'gamma', burstiness: 2 }), ramp(1, 2, 10), trace('a')]) {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
  }
})

test.for([
  [() => concurrent(0), 'concurrent(0): give a whole number of clients from 1 to 1024'],
  [() => concurrent(2, { rampUp: -1 }), 'option rampUp is -1'],
  [() => concurrent(2, { ramp: 1 } as never), 'there is no option ramp; there is rampUp'],
  [() => rate(0), 'rate(0): give requests per second above 0'],
  [() => rate(Number.NaN), 'rate(NaN): give requests per second'],
  [
    () => rate(1, { arrivals: 'uniform' as never }),
    "option arrivals is \"uniform\": give 'poisson', 'constant' or 'gamma'",
  ],
  [() => rate(1, { arrivals: 'gamma' }), 'option burstiness is undefined'],
  [() => rate(1, { arrivals: 'gamma', burstiness: 0 }), 'option burstiness is 0'],
  [() => rate(1, { burstiness: 0.5 }), "option burstiness is 0.5 with arrivals 'poisson': add arrivals: 'gamma'"],
  [() => rate(1, { maxConcurrency: 0 }), 'option maxConcurrency is 0'],
  [() => rate(1, { bursty: 1 } as never), 'there is no option bursty'],
  [() => ramp(0, 0, 1000), 'ramp(0, 0, 1000): give requests per second of 0 or more, at most 100000, and not both 0'],
  [() => ramp(-1, 2, 1000), 'ramp(-1, 2, 1000)'],
  [() => ramp(1, 2, 0), 'give the duration in milliseconds'],
  [() => burst(1.5), 'burst(1.5): give a whole number of requests'],
  [() => trace(''), 'trace(""): give the path of a JSONL or CSV file'],
  [() => trace('a', { speed: 0 }), "trace('a'): option speed is 0"],
] as const)('a wrong plan %# is refused in one line', ([make, message]) => {
  expect(make).toThrow(message)
  try {
    make()
  } catch (error) {
    expect(error).toBeInstanceOf(LlmBenchError)
    expect(error).toMatchObject({ code: 'invalid-option' })
    expect((error as Error).message).not.toContain('\n')
  }
})
