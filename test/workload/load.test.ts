import { expect, test } from 'vitest'
import { LlmBenchError } from '../../src/errors.ts'
import { burst, concurrent, ramp, rate, trace } from '../../src/workload/load.ts'

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
