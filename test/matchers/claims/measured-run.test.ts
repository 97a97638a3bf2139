import { type Assertion, describe, expect, test } from 'vitest'
import { openai } from '../../../src/cost/prices.ts'
import { matchers } from '../../../src/matchers/index.ts'
import { refusalOf } from '../support/failure.ts'
import { constructedRun, functionResult, repeated, storedResult } from '../support/run-builder.ts'

expect.extend(matchers)

const { target } = constructedRun([]).record
const simulatedTarget = { ...target, kind: 'simulated', source: 'simulated' } as const

const everything: readonly (readonly [string, unknown, RegExp])[] = [
  ['undefined', undefined, /received undefined, not a run; use the result of/u],
  ['null', null, /received null/u],
  ['a number', 42, /received a number/u],
  ['an object', {}, /received an object/u],
  ['an array', [], /received an array/u],
  ['a promise', Promise.resolve(), /received a promise; await it first/u],
  ["an ordinary function's result", functionResult(), /an ordinary function's result/u],
  ['a run without a request', constructedRun([]), /ended before its first measured request/u],
  [
    'simulated figures',
    constructedRun(repeated(100, 10), { record: { provenance: 'simulated' } }),
    /the target is simulated/u,
  ],
  [
    'a simulated target',
    constructedRun(repeated(100, 10), { record: { target: simulatedTarget } }),
    /the target is simulated/u,
  ],
]

describe.each(everything)('%s', (_, received, message) => {
  test.each<[keyof typeof matchers, (claim: Assertion) => unknown]>([
    ['toHaveP50Below', (claim) => claim.toHaveP50Below(50)],
    ['toHaveP90Below', (claim) => claim.toHaveP90Below(50)],
    ['toHaveP95Below', (claim) => claim.toHaveP95Below(50)],
    ['toHaveP99Below', (claim) => claim.toHaveP99Below(50)],
    ['toHavePercentileBelow', (claim) => claim.toHavePercentileBelow(95, 50)],
    ['toHaveMeanBelow', (claim) => claim.toHaveMeanBelow(50)],
    ['toHaveThroughputAbove', (claim) => claim.toHaveThroughputAbove(1)],
    ['toHaveSuccessRateAbove', (claim) => claim.toHaveSuccessRateAbove(0.5)],
    ['toOutperform', (claim) => claim.toOutperform({})],
    ['toBeEquivalentTo', (claim) => claim.toBeEquivalentTo({})],
    ['toMeetSLO', (claim) => claim.toMeetSLO({ ttft: { p95: 200 } })],
    ['toHaveGoodputAbove', (claim) => claim.toHaveGoodputAbove(0.9, { ttft: 200 })],
    ['toLoadWithin', (claim) => claim.toLoadWithin(5000)],
    ['toFitInMemory', (claim) => claim.toFitInMemory('2 GB')],
    ['toRunOn', (claim) => claim.toRunOn('cpu')],
    ['toSaveCostVs', (claim) => claim.toSaveCostVs(openai, 0.6)],
    ['toReplace', (claim) => claim.toReplace(openai, { saving: 0.6 })],
  ])('%s throws, negated too', (matcher, claim) => {
    for (const assertion of [() => claim(expect(received)), () => claim(expect(received).not)]) {
      const error = refusalOf(assertion)
      expect(error.code).toBe('not-measured')
      expect(error.message).toMatch(message)
      expect(error.message.startsWith(`${matcher}: `)).toBe(true)
      expect(error.message).not.toContain('\n')
    }
  })
})

describe('a metric that was not measured', () => {
  const unstreamed = constructedRun(repeated(100, { latency: 10, ttft: null }))
  test.each([
    ['ttft', /ttft was not measured: the answers did not stream/u],
    ['ttfv', /did not stream, or were reasoning only/u],
    ['tpot', /ask for maxTokens of at least 2/u],
    ['interChunk', /none came in two chunks/u],
    ['decodeSpeed', /ask for maxTokens of at least 2/u],
    ['prefillSpeed', /only defined for streamed answers at concurrency 1/u],
  ] as const)('%s', (of, message) => {
    for (const claim of [expect(unstreamed), expect(unstreamed).not]) {
      expect(refusalOf(() => claim.toHaveP95Below(50, { of })).message).toMatch(message)
      expect(refusalOf(() => claim.toHaveMeanBelow(50, { of })).code).toBe('not-measured')
    }
  })
})

describe('a stored result', () => {
  const stored = storedResult(constructedRun(repeated(100, 40), { gaps: repeated(100, 4) }))
  test('is judged like the run', () => {
    expect(stored).toHaveP95Below(50)
    expect(stored).toHaveP95Below(5, { of: 'ttft' })
  })
  test('has no gaps between chunks', () => {
    const error = refusalOf(() => expect(stored).toHaveP95Below(5, { of: 'interChunk' }))
    expect(error.message).toContain('interChunk is not kept in a stored result')
  })
})
