import { expect, test } from 'vitest'
import { LlmBenchError } from '../../src/errors.ts'
import { burst, concurrent, ramp, rate, trace } from '../../src/workload/load.ts'

/** A function as a file without types calls it. */
type Loose = (...given: unknown[]) => unknown

test('a plan is plain data that survives a message to another process', () => {
  for (const plan of [concurrent(3), rate(10, { arrivals: 'gamma', burstiness: 2 }), ramp(1, 2, 1000), trace('a')]) {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
  }
})

test.for([
  [() => concurrent(0), 'concurrent(clients): 0 is not allowed here; give a whole number of clients from 1 to 1024'],
  [
    () => concurrent('8' as never),
    'concurrent(clients): "8" is not allowed here; give a whole number of clients from 1 to 1024, as a number and not as a text',
  ],
  [() => concurrent(2, { rampUp: -1 }), 'concurrent(2, { rampUp }): -1 is not allowed here; give the milliseconds in'],
  [
    () => concurrent(2, { ramp: 1 } as never),
    'concurrent(2, { ramp }): there is no option "ramp"; did you mean "rampUp"? there are rampUp, obeyRetryAfter',
  ],
  [
    () => concurrent(2, null as never),
    'concurrent(2, options): null is not allowed here; give { rampUp, obeyRetryAfter }',
  ],
  [
    () => concurrent(2, { obeyRetryAfter: 'yes' as never }),
    'concurrent(2, { obeyRetryAfter }): "yes" is not allowed here; give true or false',
  ],
  [() => rate(0), 'rate(perSecond): 0 is not allowed here; give requests per second above 0, at most 100000'],
  [() => rate(Number.NaN), 'rate(perSecond): NaN is not allowed here; give requests per second'],
  [
    () => rate(1, { arrivals: 'uniform' as never }),
    'rate(1, { arrivals }): "uniform" is not allowed here; give "poisson", "constant" or "gamma"',
  ],
  [
    () => rate(1, { arrivals: 'gamma' }),
    'rate(1, { burstiness }): undefined with arrivals "gamma" is not allowed here; give 0.01 or more',
  ],
  [
    () => rate(1, { arrivals: 'gamma', burstiness: 0 }),
    'rate(1, { burstiness }): 0 is not allowed here; give 0.01 or more, for example 0.5 (1 is Poisson, below 1 burstier)',
  ],
  [
    () => rate(1, { burstiness: 0.5 }),
    'rate(1, { burstiness }): 0.5 with arrivals "poisson" is not allowed here; give arrivals: "gamma" too, or leave it out',
  ],
  [
    () => rate(1, { maxConcurrency: 0 }),
    'rate(1, { maxConcurrency }): 0 is not allowed here; give a whole number from 1 to 1024, or leave it out for no limit',
  ],
  [() => rate(1, { bursty: 1 } as never), 'rate(1, { bursty }): there is no option "bursty"; there are arrivals'],
  [() => ramp(0, 0, 1000), 'ramp(from, to): 0 to 0 is not allowed here; give one of them requests per second above 0'],
  [
    () => ramp(-1, 2, 1000),
    'ramp(from): -1 is not allowed here; give requests per second of 0 or more, at most 100000',
  ],
  [
    () => ramp(1, 2, 0),
    'ramp(durationMs): 0 is not allowed here; give the duration in milliseconds, for example 60_000',
  ],
  [() => ramp(1, 20, 60), 'ramp(durationMs): 60 is not allowed here; give milliseconds, 1000 or more: 60 s are 60000'],
  [
    () => ramp(1, 2, '60000' as never),
    'ramp(durationMs): "60000" is not allowed here; give the duration in milliseconds, for example 60_000, as a number and not as a text',
  ],
  [
    () => ramp('1' as never, '2' as never, 1000),
    'ramp(from): "1" is not allowed here; give requests per second of 0 or more, at most 100000, as a number and not as a text',
  ],
  [() => ramp(1, Number.NaN, 1000), 'ramp(to): NaN is not allowed here'],
  [
    () => rate('4' as never),
    'rate(perSecond): "4" is not allowed here; give requests per second above 0, at most 100000, as a number and not as a text',
  ],
  [() => rate(4n as never), 'rate(perSecond): 4n is not allowed here; give requests per second above 0'],
  [
    () => burst('3' as never),
    'burst(requests): "3" is not allowed here; give a whole number of requests from 1 to 100000, as a number',
  ],
  [() => concurrent(undefined as never), 'concurrent(clients): undefined is not allowed here; give a whole number'],
  [() => concurrent(4, 8 as never), 'concurrent(4, options): 8 is not allowed here; give { rampUp, obeyRetryAfter }'],
  [
    () => concurrent(4, 'rampUp' as never),
    'concurrent(4, options): "rampUp" is not allowed here; give { rampUp, obeyRetryAfter }',
  ],
  [() => (concurrent as Loose)(4, {}, {}), 'concurrent(clients, options): a further argument, {}, is not allowed here'],
  [() => (rate as Loose)(4, {}, 5), 'rate(perSecond, options): a further argument, 5, is not allowed here'],
  [
    () => (ramp as Loose)(1, 2, 1000, {}, 5),
    'ramp(from, to, durationMs, options): a further argument, 5, is not allowed here',
  ],
  [
    () => (burst as Loose)(4, { rampUp: 5 }),
    'burst(requests): a further argument, { rampUp: 5 }, is not allowed here; give only requests',
  ],
  [() => (trace as Loose)('a', {}, 5), 'trace(path, options): a further argument, 5, is not allowed here'],
  [() => ramp(1, 2, 3000, { maxConcurrency: 1.5 }), 'ramp(1, 2, 3000, { maxConcurrency }): 1.5 is not allowed here'],
  [() => burst(1.5), 'burst(requests): 1.5 is not allowed here; give a whole number of requests from 1 to 100000'],
  [() => trace(''), 'trace(path): "" is not allowed here; give the path of a JSONL or CSV file'],
  [() => trace('a', { speed: 0 }), 'trace("a", { speed }): 0 is not allowed here; give a factor above 0'],
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

test('an open load does not obey refusals, and says who does', () => {
  const given = { obeyRetryAfter: true } as never
  for (const [make, call] of [
    [() => rate(5, given), 'rate(5, { obeyRetryAfter })'],
    [() => ramp(1, 5, 1000, given), 'ramp(1, 5, 1000, { obeyRetryAfter })'],
    [() => trace('a.csv', given), 'trace("a.csv", { obeyRetryAfter })'],
    [() => (burst as Loose)(5, given), 'burst(5, { obeyRetryAfter })'],
  ] as const)
    expect(make).toThrow(
      `${call}: true is not allowed here; give it to a closed load, concurrent(n, { obeyRetryAfter: true }): ` +
        'an open one sends when its schedule says so',
    )
})
