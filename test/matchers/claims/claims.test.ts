import { describe, expect, type RunnerTestCase, test } from 'vitest'
import type { ClaimsArtifact } from '../../../src/worker/artifacts.ts'
import { localCost } from '../../../src/cost/local.ts'
import { openai } from '../../../src/cost/prices.ts'
import { matchers } from '../../../src/matchers/index.ts'
import { failureOf } from '../support/failure.ts'
import { constructedRun, repeated, storedResult } from '../support/run-builder.ts'

expect.extend(matchers)

const run = constructedRun(repeated(100, 40))

/** What the tests before left, by name. */
const finished = new Map<string, Readonly<RunnerTestCase>>()

function artifactsOf(name: string): ClaimsArtifact[] {
  const artifacts = finished.get(name)?.artifacts ?? []
  return artifacts.filter((artifact) => artifact.type === 'vitest-llm-bench:claims')
}

describe('claims reach the artifacts of their test', () => {
  test('ordinary', ({ task }) => {
    finished.set('ordinary', task)
    expect(run).toHaveP95Below(50)
    expect(run).not.toHaveP95Below(30)
    failureOf(() => expect(run).toHaveP95Below(30))
    expect(constructedRun(repeated(20, 40))).toHaveP95Below(50)
    expect(storedResult(run)).toHaveP95Below(51)
  })

  test('in order, once, with their verdicts', () => {
    const [artifact, ...more] = artifactsOf('ordinary')
    expect(more).toEqual([])
    expect(artifact?.attempt).toBe(0)
    expect(
      artifact?.claims.map(({ run: id, claim }) => [id, claim.negated, claim.text, claim.verdict, claim.passed]),
    ).toEqual([
      ['constructed-run', false, 'p95 of latency below 50 ms', 'pass', true],
      ['constructed-run', true, 'p95 of latency below 30 ms', 'pass', true],
      ['constructed-run', false, 'p95 of latency below 30 ms', 'fail', false],
      ['constructed-run', false, 'p95 of latency below 50 ms', 'inconclusive', true],
      [null, false, 'p95 of latency below 51 ms', 'pass', true],
    ])
    expect(artifact?.claims[0]?.claim).toEqual({
      matcher: 'toHaveP95Below',
      negated: false,
      metric: 'latency',
      unit: 'ms',
      text: 'p95 of latency below 50 ms',
      verdict: 'pass',
      passed: true,
      policy: 'point',
      observed: 40,
      threshold: 50,
      n: 100,
      effectiveN: 100,
      interval: { low: 40, high: 40, confidence: 0.9 },
      needed: null,
      pValue: null,
      pAdjusted: null,
      provenance: 'measured',
      rests: { doubts: [], checks: [], despite: [], parts: [] },
      pair: null,
      band: null,
      launches: null,
      under: { count: 100, of: 100 },
    })
  })

  test('accepted', ({ task }) => {
    finished.set('accepted', task)
    const kind = { target: { ...run.record.target, kind: 'simulated' } } as const
    expect(constructedRun(repeated(100, 40), { record: kind })).toHaveP95Below(50, { accept: ['simulated'] })
    const input = { value: 1, provenance: 'assumed' } as const
    const cost = localCost({ watts: input, usdPerKwh: input, windowMs: 1000, completed: 100 })
    expect(constructedRun(repeated(100, 40), { record: { cost } })).toSaveCostVs(openai, 0)
    expect(constructedRun(repeated(100, 40), { record: { cost } })).toSaveCostVs(openai, 0, { accept: ['assumed'] })
  })

  test('keep the label of what they rest on', () => {
    const claims = artifactsOf('accepted').flatMap((artifact) => artifact.claims)
    expect(claims.map(({ claim }) => [claim.matcher, claim.verdict, claim.provenance])).toEqual([
      ['toHaveP95Below', 'pass', 'simulated'],
      ['toSaveCostVs', 'inconclusive', 'assumed'],
      ['toSaveCostVs', 'pass', 'assumed'],
    ])
  })

  test('of infinite figures survive JSON', ({ task }) => {
    finished.set('infinite', task)
    const failed = constructedRun(repeated(100, { latency: 1, failed: true }))
    failureOf(() => expect(failed).toHaveP95Below(50))
  })

  test('as null', () => {
    const { claim } = artifactsOf('infinite')[0]?.claims[0] ?? {}
    expect(claim?.observed).toBeNull()
    expect(JSON.parse(JSON.stringify(claim))).toEqual(claim)
  })

  test('asymmetric', ({ task }) => {
    finished.set('asymmetric', task)
    expect({ run }).toEqual({ run: expect.toHaveP95Below(50) })
    expect({ run }).toEqual({ run: expect.not.toHaveP95Below(30) })
    failureOf(() => expect({ run }).toEqual({ run: expect.toHaveP95Below(30) }))
    failureOf(() => expect({ run }).toEqual({ run: expect.not.toHaveP95Below(50) }))
  })

  test('of an equality once each, however often it asks', () => {
    const claims = artifactsOf('asymmetric').flatMap((artifact) => artifact.claims)
    expect(claims.map(({ claim }) => [claim.negated, claim.text, claim.passed])).toEqual([
      [false, 'p95 of latency below 50 ms', true],
      [true, 'p95 of latency below 30 ms', true],
      [false, 'p95 of latency below 30 ms', false],
      [true, 'p95 of latency below 50 ms', false],
    ])
  })

  test.fails('soft', ({ task, expect: bound }) => {
    finished.set('soft', task)
    bound.soft(run).toHaveP95Below(30)
    bound.soft(run).toHaveP95Below(50)
  })

  test('of a soft failure, and what came after it', () => {
    const claims = artifactsOf('soft').flatMap((artifact) => artifact.claims)
    expect(claims.map(({ claim }) => claim.passed)).toEqual([false, true])
  })

  let tries = 0
  test('retried', { retry: 2 }, ({ task }) => {
    finished.set('retried', task)
    tries++
    expect(run).toHaveP95Below(20 + tries * 10)
  })

  test('of every attempt, apart', () => {
    expect(artifactsOf('retried').map(({ attempt, claims }) => [attempt, claims[0]?.claim.passed])).toEqual([
      [0, false],
      [1, false],
      [2, true],
    ])
  })
})
