import { expect, test } from 'vitest'
import type { RunHeader } from '../../src/plan/header.ts'
import type { SpeculationRecord } from '../../src/record/tokens.ts'
import { buildRun } from '../../src/runs/build-run.ts'
import { adjustedSeries } from '../../src/metrics/series.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { judgePercentileBelow } from '../../src/verdicts/percentile.ts'
import { completedSample, runEnd, runHeader } from '../support/samples.ts'

test('warm-up is in no figure, and its first request is told apart', () => {
  const warmup: Sample = { ...completedSample(0, 500), phase: 'warmup' }
  const { record, requests } = buildRun(
    runHeader(),
    [warmup, completedSample(1000, 10), completedSample(1020, 20)],
    runEnd,
  )
  expect(requests.samples()).toHaveLength(2)
  expect(record.warmup).toEqual({ requests: 1, first: 500, settled: null })
  expect(record.metrics.latency).toMatchObject({ n: 2, mean: 15, min: 10, max: 20, p50: 15 })
  expect(record.throughput).toMatchObject({ windowMs: 40, successRate: 1 })
  expect(record.throughput.requestsPerSecond).toBeCloseTo(50, 9)
  expect(record.tokens).toEqual({
    input: 20,
    output: 8,
    cached: 0,
    cachedSource: 'answers',
    reasoning: null,
    source: 'engine',
  })
})

test('where only chunks were counted, there is no count of the input', () => {
  const counted = completedSample(0, 10)
  const tokens = { input: null, output: 4, cached: null, reasoning: null, source: 'chunks' } as const
  const { record } = buildRun(runHeader(), [counted, { ...completedSample(20, 10), tokens }], runEnd)
  expect(record.tokens).toMatchObject({ input: null, cached: null, reasoning: null, source: 'chunks' })
  expect(record.tokens.output).toBe(counted.tokens.output + 4)
})

test('equal prompts of a list are one to drafts; a header of an older release does not say which', () => {
  const speculated = { drafted: 4, accepted: 3, source: 'counted' } as const
  const samples = Array.from({ length: 12 }, (_, index): Sample => {
    const sample = completedSample(index * 20, 10)
    return { ...sample, index, tokens: { ...sample.tokens, speculated } }
  })
  const { workload } = runHeader()
  const draftsOf = (changes: Partial<RunHeader>): SpeculationRecord | undefined =>
    buildRun(runHeader({ workload: { ...workload, prompts: 12 }, ...changes }), samples, runEnd).record.tokens
      .speculation
  expect(draftsOf({})).toMatchObject({ drafted: 48, prompts: { count: 12 } })
  const equalPrompts = [0, 1, ...Array.from({ length: 10 }, () => 0)]
  expect(draftsOf({ equalPrompts })).toMatchObject({ drafted: 48, interval: null, prompts: { drafted: [44, 4] } })
})

test('a failed request is in the adjusted series, the counts and no other figure', () => {
  const failed: Sample = {
    ...completedSample(30, 5),
    state: 'failed',
    failure: { class: 'engine', message: 'broke' },
  }
  const { record } = buildRun(runHeader(), [completedSample(0, 10), failed], runEnd)
  expect(record.requests).toEqual({ attempted: 2, succeeded: 1, failed: 1, failures: { engine: 1 } })
  expect(record.metrics.latency).toMatchObject({ n: 1, max: 10, adjusted: { n: 2, infinite: 1, max: null, min: 10 } })
  expect(record.throughput.successRate).toBe(0.5)
})

test('cost is watts times the window over the completed requests', () => {
  const { record } = buildRun(runHeader(), [completedSample(0, 1360)], runEnd)
  // 30 W for 1.36 s at 0.15 USD/kWh.
  expect(record.cost?.usdPerRequest).toBeCloseTo(0.0000017, 10)
  expect(record.cost?.kind).toBe('assumed')
})

test('an interleaved run is timed by its own blocks', () => {
  const samples = [completedSample(0, 10), { ...completedSample(1000, 10), slot: 2 }]
  const solo = buildRun(runHeader(), samples, runEnd)
  const interleaved = buildRun(runHeader({ comparison: 'constructed' }), samples, runEnd)
  expect(solo.record.throughput.windowMs).toBe(1010)
  expect(interleaved.record.throughput.windowMs).toBe(20)
  expect(interleaved.record.metrics.latency).toEqual(solo.record.metrics.latency)
})

test('a burst is judged in the order in which it was sent, not by who was done first', () => {
  const random = seededRandom(4)
  const burst = Array.from({ length: 100 }, (_, index) => ({
    ...completedSample(index * 0.1, 50 + 100 * random()),
    index,
  }))
  const told = burst.toSorted((one, other) => one.end - other.end)
  const { measured, requests, record } = buildRun(runHeader(), told, runEnd)
  expect(requests.samples()).toEqual(burst)
  expect([...measured.columns.end]).toEqual(burst.map(({ end }) => end))
  expect([...measured.gaps]).toEqual([...buildRun(runHeader(), burst, runEnd).measured.gaps])
  const judged = judgePercentileBelow(adjustedSeries('latency', measured), 0.5, 130)
  expect(judged).toMatchObject({ verdict: 'pass', effectiveN: 100 })
  expect(record.checks.find(({ id }) => id === 'correlated')?.status).toBe('ok')
  // By their ends they would be worth one, and the claim never be settled.
  const byEnd = Float64Array.from(told, ({ sent, end }) => end - sent)
  expect(judgePercentileBelow(byEnd, 0.5, 130)).toMatchObject({ verdict: 'inconclusive' })
})

test('gaps between chunks are pooled over requests, never across them', () => {
  const { measured } = buildRun(runHeader(), [completedSample(0, 8), completedSample(100, 4)], runEnd)
  expect([...measured.gaps]).toEqual([2, 2, 2, 1, 1, 1])
})

test('a run without a request has no figure, and no NaN either', () => {
  const { record } = buildRun(runHeader(), [], { ...runEnd, endedBy: 'crash', error: 'gone' })
  expect(record).toMatchObject({ state: 'partial', error: 'gone', cost: null })
  expect(JSON.stringify(record)).not.toContain('NaN')
  expect(record.metrics.latency).toMatchObject({ n: 0, mean: null, p95: null, intervals: null })
})
