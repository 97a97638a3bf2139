import { describe, expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { type ConstructedRequest, constructedRun, repeated, scattered } from './support/run-builder.ts'

expect.extend(matchers)

const good: ConstructedRequest = { latency: 400, ttft: 80 }

describe('goodput', () => {
  test('is the share of attempted requests within every limit', () => {
    const run = constructedRun(repeated(200, good))
    expect(run).toHaveGoodputAbove(0.95, { ttft: 80, tpot: 36, latency: 400 })
    expect(run).not.toHaveGoodputAbove(0.95, { ttft: 79 })
    expect(run).not.toHaveGoodputAbove(0.95, { ttft: 80, tpot: 35 })
  })

  test('fails with the limit that was missed most', () => {
    const late = { latency: 700, ttft: 300 }
    const run = constructedRun([
      ...scattered(150, 30, [good, late]),
      ...scattered(50, 10, [good, { latency: 1, failed: true }]),
    ])
    expect(failureOf(() => expect(run).toHaveGoodputAbove(0.95, { ttft: 200, tpot: 30, latency: 650 })))
      .toMatchInlineSnapshot(`
      "expected goodput (ttft within 200 ms, tpot within 30 ms, latency within 650 ms) above 0.95, observed 0 (n = 200, 90 % interval 0 to 0.0149): fail
      0 of 200 requests were good; most missed: tpot within 30 ms (190); then ttft within 200 ms (30), latency within 650 ms (30); failed: 10
      run "short answer" of constructed-135m"
    `)
  })

  test('too few requests settle nothing', () => {
    const run = constructedRun(repeated(20, good))
    expect(run).toHaveGoodputAbove(0.95, { ttft: 100 })
    expect(failureOf(() => expect(run).not.toHaveGoodputAbove(0.95, { ttft: 100 }))).toContain(
      'at least 59 are needed (bench option { requests: 59 })',
    )
  })

  test('an answer of one token has no tpot to miss; one that did not stream misses its ttft', () => {
    expect(constructedRun(scattered(200, 100, [good, { ...good, outputTokens: 1 }]))).toHaveGoodputAbove(0.95, {
      tpot: 50,
    })
    const unstreamed = constructedRun(scattered(200, 100, [good, { latency: 400, ttft: null, outputTokens: 1 }]))
    expect(unstreamed).not.toHaveGoodputAbove(0.95, { tpot: 50 })
    expect(constructedRun(scattered(200, 100, [good, { latency: 400, ttft: null }]))).not.toHaveGoodputAbove(0.95, {
      ttft: 200,
    })
  })

  test('an invalid check of one of its limits leaves it open', () => {
    const check = {
      id: 'prefix-cache',
      status: 'invalid' as const,
      protects: ['ttft'],
      message: 'cached: ask for a nonce',
    }
    const run = constructedRun(repeated(200, good), { record: { checks: [check] } })
    expect(failureOf(() => expect(run).not.toHaveGoodputAbove(0.9, { ttft: 100 }))).toContain(
      'the check prefix-cache is invalid',
    )
    expect(failureOf(() => expect(run).not.toHaveGoodputAbove(0.9, { latency: 500 }))).toContain(': fail')
  })
})

describe('refuses', () => {
  const run = constructedRun(repeated(100, good))
  test.each<[unknown, unknown, string]>([
    [
      1,
      { ttft: 1 },
      'toHaveGoodputAbove(ratio): 1 is not allowed here; give a share of 0 or more and below 1: 95 % is 0.95',
    ],
    [0.9, {}, 'toHaveGoodputAbove(ratio, limits): {} is not allowed here; give at least one limit in ms, such as'],
    [
      0.9,
      undefined,
      'toHaveGoodputAbove(ratio, limits): undefined is not allowed here; give at least one limit in ms, such as { ttft: 200, tpot: 30 }',
    ],
    [
      0.9,
      { interChunk: 5 },
      'toHaveGoodputAbove(ratio, { interChunk }): there is no option "interChunk"; there are latency, response, ttft, ttfv, tpot',
    ],
    [0.9, { decodeSpeed: 5 }, 'there is no option "decodeSpeed"; there are latency'],
    [0.9, { ttft: -5 }, 'toHaveGoodputAbove(ratio, { ttft }): -5 is not allowed here; give a number above 0, in ms'],
  ])('%s and %j', (ratio, limits, message) => {
    // @ts-expect-error plain JavaScript passes anything
    const error = refusalOf(() => expect(run).not.toHaveGoodputAbove(ratio, limits))
    expect(error.code).toBe('invalid-option')
    expect(error.message).toContain(message)
  })

  test('a metric that was not measured', () => {
    const unstreamed = constructedRun(repeated(100, { latency: 10, ttft: null }))
    expect(refusalOf(() => expect(unstreamed).toHaveGoodputAbove(0.9, { ttft: 200 })).code).toBe('not-measured')
  })
})
