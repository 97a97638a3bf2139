import { describe, expect, test } from 'vitest'
import { localCost } from '../../../src/cost/local.ts'
import { matchers } from '../../../src/matchers/index.ts'
import type { CostRecord } from '../../../src/record/cost.ts'
import { failureOf, refusalOf } from '../support/failure.ts'
import { constructedRun, repeated } from '../support/run-builder.ts'

expect.extend(matchers)

const requests = repeated(10, { latency: 1360, inputTokens: 600, outputTokens: 100 })
const declared = { value: 30, provenance: 'declared' } as const

/** The reference request: 1.36 s at 30 W and 0.15 USD/kWh, 600 tokens in and 100 out. */
const cost = localCost({
  watts: declared,
  usdPerKwh: { value: 0.15, provenance: 'declared' },
  windowMs: 13_600,
  completed: 10,
}) as CostRecord
const run = constructedRun(requests, { record: { cost } })

describe('a limit on a cost', () => {
  test('of a request, a million tokens, and a month', () => {
    expect(run).toCostLessThan(0.0000018)
    expect(run).not.toCostLessThan(0.0000016)
    expect(run).toCostLessThan(0.00243, { per: '1M tokens' })
    expect(run).not.toCostLessThan(0.00242, { per: '1M tokens' })
    expect(run).toCostLessThan(0.0511, { per: 'month' })
    expect(run).toCostLessThan(1.56, { per: 'month', requestsPerDay: 30_000, month: '365/12 days' })
    expect(run).not.toCostLessThan(1.55, { per: 'month', requestsPerDay: 30_000, month: '365/12 days' })
  })

  test('one that does not hold says the cost, its parts and the month that was used', () => {
    expect(failureOf(() => expect(run).toCostLessThan(0.04, { per: 'month' }))).toBe(
      [
        'expected marginal cost of 1,000 requests a day in a month of 30 days below $0.04, observed $0.051 (n = 1, no interval): fail',
        'local, electricity only: power 30 W declared, measured window 13.6 s, completed requests 10, energy per request 40.8 J declared, price of electricity 0.15 USD/kWh declared',
        'at 1,000 requests a day: $0.0017 a day, $0.051 a month of 30 days, $0.62 a year',
        'run "short answer" of constructed-135m',
      ].join('\n'),
    )
  })

  test('the interval of the measurement is carried into the money', () => {
    const timed = constructedRun(requests, {
      record: { cost: { ...cost, interval: { low: 1.6e-6, high: 1.8e-6, confidence: 0.9 } } },
    })
    expect(failureOf(() => expect(timed).toCostLessThan(0.5, { per: 'month', requestsPerDay: 10_000 }))).toContain(
      'observed $0.51 (n = 10, 90 % interval 0.48 to 0.54 USD): inconclusive',
    )
  })

  test('a cost with an unknown part is at least that of the others, and passes nothing', () => {
    const partial = constructedRun(requests, { record: { cost: { ...cost, unknown: ['energy of all but the GPU'] } } })
    const message = failureOf(() => expect(partial).not.toCostLessThan(1))
    expect(message).toContain('observed at least $0.0000017')
    expect(message).toContain('inconclusive: energy of all but the GPU is unknown, and not in the cost')
  })
})

test('what cannot be judged is refused', () => {
  expect(refusalOf(() => expect(constructedRun(requests)).toCostLessThan(1)).code).toBe('power-unknown')
  expect(refusalOf(() => expect(run).toCostLessThan(0)).message).toContain('give a number above 0, in US dollars')
  expect(refusalOf(() => expect(run).toCostLessThan(1, { per: 'year' as never })).message).toContain(
    '"year" is not allowed here; give "request", "1M tokens" or "month"',
  )
  const uncounted = constructedRun(repeated(10, { latency: 1360, inputTokens: Number.NaN, outputTokens: 100 }), {
    record: { cost },
  })
  expect(refusalOf(() => expect(uncounted).toCostLessThan(1, { per: '1M tokens' })).code).toBe('not-measured')
})

test('of a task whose calls nobody counted, the task is asked to report them', () => {
  const target = { ...run.record.target, kind: 'task' as const }
  const uncounted = constructedRun(repeated(10, { latency: 1360, inputTokens: 0, outputTokens: 0 }), {
    record: { cost, target },
  })
  const { message } = refusalOf(() => expect(uncounted).toCostLessThan(1, { per: '1M tokens' }))
  expect(message).toContain('have the task report them, with model() or usage(), or claim per: "request"')
})
