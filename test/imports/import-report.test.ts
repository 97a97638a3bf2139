import { expect, test } from 'vitest'
import { keptMetric } from '../../src/baseline/kept-source.ts'
import type { ImportedRun } from '../../src/imports/foreign-run.ts'
import { importReport } from '../../src/imports/import-report.ts'
import { metricNames } from '../../src/metrics/definitions.ts'
import type { MetricName } from '../../src/record/metric.ts'
import { aiperfSummary, guidellmReport, vllmDetailed, vllmSummary } from './reports.ts'

function only(report: unknown): ImportedRun {
  const [run, ...rest] = importReport(report, 'x.json').runs
  if (run === undefined || rest.length > 0) throw new Error('one run expected')
  return run
}

/** Medians of the metrics a run has, to three digits. */
function medians({ record }: ImportedRun): Partial<Record<MetricName, number>> {
  return Object.fromEntries(
    metricNames.flatMap((name) => {
      const { p50 } = record.metrics[name]
      return p50 === null ? [] : [[name, Number(p50.toPrecision(3))]]
    }),
  )
}

test('vLLM with details: computed from the requests, by our formulas', () => {
  const run = only(vllmDetailed)
  expect(run.key).toBe('vllm bench serve › meta-llama/Llama-3.1-8B-Instruct › concurrency 2')
  expect(medians(run)).toEqual({ latency: 110, response: 110, ttft: 20, tpot: 9, interChunk: 10, decodeSpeed: 111 })
  expect(run.record.requests).toEqual({ attempted: 4, succeeded: 3, failed: 1, failures: { engine: 1 } })
  expect(run.record.metrics.latency.adjusted).toMatchObject({ n: 4, infinite: 1 })
  // 120 ms, and 100 ms in the client's queue before.
  expect(run.record.metrics.response.max).toBeCloseTo(220, 6)
  expect(run.samples.kind).toBe('columns')
  expect(run.record.startedAt).toBe('2026-11-22T08:15:00.000Z')
})

test('vLLM without details: points only, and no latency where its summary has none', () => {
  const { runs, notes } = importReport(vllmSummary, 'x.json')
  const [run] = runs
  expect(run?.samples).toEqual({ kind: 'points' })
  expect(run && medians(run)).toEqual({ ttft: 20, tpot: 9, interChunk: 10 })
  expect(run && keptMetric('ttft', run.record, run.samples)).toEqual({ kind: 'point', median: 20, n: 3 })
  expect(run && keptMetric('latency', run.record, run.samples)).toEqual({ kind: 'missing' })
  expect(notes).toEqual(['vLLM: no samples, points only; run it with --save-detailed to have them'])
})

test('GuideLLM with requests: its inter-token latency of a request is our tpot', () => {
  const run = only(guidellmReport(true))
  expect(medians(run)).toEqual({
    latency: 110,
    response: 115,
    ttft: 20,
    ttfv: 20,
    tpot: 9,
    decodeSpeed: 111,
    prefillSpeed: 500,
  })
  expect(run.samples.kind).toBe('columns')
  expect(run.record.load.concurrency).toBe(1)
})

test('GuideLLM without all requests: no tpot, neither from its TPOT nor from its weighted ITL', () => {
  const { runs, notes } = importReport(guidellmReport(false), 'x.json')
  const [run] = runs
  expect(run && medians(run)).toEqual({ latency: 112, ttft: 20, ttfv: 20 })
  expect(run?.samples.kind).toBe('points')
  expect(notes.join('\n')).toContain('time per output token includes the first token')
  expect(notes.join('\n')).toContain('weights inter-token latency by tokens')
})

test('AIPerf: its inter-token latency is our tpot; what has no formula of ours stays out', () => {
  const run = only(aiperfSummary)
  expect(medians(run)).toEqual({ latency: 110, ttft: 20, tpot: 9, interChunk: 10, decodeSpeed: 111 })
  expect(run.record.requests.succeeded).toBe(97)
  expect(run.record.target.model).toBe('org/model')
  expect(run.record.throughput.tokensPerSecond).toBeCloseTo(1067 / 60, 6)
})

test('points of a report with failures are not those of the adjusted series', () => {
  const run = only({ ...aiperfSummary, error_request_count: { unit: 'requests', avg: 3 } })
  expect(run.record.metrics.latency).toMatchObject({ p50: 110, adjusted: { n: 100, infinite: 3, p50: null } })
})

test.each([[{}], [[]], [null], [{ benchmarks: [] }], [{ schema_version: '2.0', metrics: {} }], ['text']])(
  'unknown JSON is one clear error: %j',
  (value) => {
    expect(() => importReport(value, '/tmp/x.json')).toThrow(
      /^\/tmp\/x\.json is no report that can be read: expected report\.json or a baseline .*vllm bench serve.*GuideLLM.*AIPerf/u,
    )
  },
)
