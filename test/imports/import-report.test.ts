import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { keptMetric } from '../../src/baseline/kept-source.ts'
import { readReportFile } from '../../src/cli/report-file.ts'
import { importReport } from '../../src/imports/import-report.ts'
import { mediansOf, onlyRun } from './imported.ts'
import { inferencePerf, llamaBenchTest, llamaBenchy } from './peer-reports.ts'
import { aiperfSummary, guidellmReport, vllmDetailed, vllmSummary } from './reports.ts'

test('vLLM with details: computed from the requests, by our formulas', () => {
  const run = onlyRun(vllmDetailed)
  expect(run.key).toBe('vllm bench serve › meta-llama/Llama-3.1-8B-Instruct › concurrency 2')
  expect(mediansOf(run)).toEqual({ latency: 110, response: 110, ttft: 20, tpot: 9, interChunk: 10, decodeSpeed: 111 })
  expect(run.record.requests).toEqual({ attempted: 4, succeeded: 3, failed: 1, failures: { engine: 1 } })
  expect(run.record.metrics.latency.adjusted).toMatchObject({ n: 4, infinite: 1 })
  // 120 ms, and 100 ms in the client's queue before.
  expect(run.record.metrics.response.max).toBeCloseTo(220, 6)
  expect(run.samples.kind).toBe('columns')
  expect(run.record.startedAt).toBe('2026-11-22T08:15:00.000Z')
  expect(run.record.load.firstSends).toBe('at-once')
  for (const other of [{ request_rate: 5 }, { max_concurrency: null }]) {
    expect(onlyRun({ ...vllmDetailed, ...other }).record.load.firstSends).toBeNull()
  }
})

test('vLLM without details: points only, and no latency where its summary has none', () => {
  const { runs, notes } = importReport(vllmSummary, 'x.json')
  const [run] = runs
  expect(run?.samples).toEqual({ kind: 'points' })
  expect(run && mediansOf(run)).toEqual({ ttft: 20, tpot: 9, interChunk: 10 })
  expect(run && keptMetric('ttft', run.record, run.samples)).toEqual({ kind: 'point', median: 20, n: 3 })
  expect(run && keptMetric('latency', run.record, run.samples)).toEqual({ kind: 'missing' })
  expect(notes).toEqual([
    'vLLM: all clients began at once, as concurrent(2, { rampUp: 0 }) has it: ttft is of that load',
    'vLLM: no samples, points only; run it with --save-detailed to have them',
  ])
})

test('GuideLLM with requests: its inter-token latency of a request is our tpot', () => {
  const run = onlyRun(guidellmReport(true))
  expect(mediansOf(run)).toEqual({
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
  expect(run && mediansOf(run)).toEqual({ latency: 112, ttft: 20, ttfv: 20 })
  expect(run?.samples.kind).toBe('points')
  expect(notes.join('\n')).toContain('time per output token includes the first token')
  expect(notes.join('\n')).toContain('weights inter-token latency by tokens')
})

test('AIPerf: its inter-token latency is our tpot; what has no formula of ours stays out', () => {
  const run = onlyRun(aiperfSummary)
  expect(mediansOf(run)).toEqual({ latency: 110, ttft: 20, tpot: 9, interChunk: 10, decodeSpeed: 111 })
  expect(run.record.requests.succeeded).toBe(97)
  expect(run.record.target.model).toBe('org/model')
  expect(run.record.throughput.tokensPerSecond).toBeCloseTo(1067 / 60, 6)
})

test('points of a report with failures are not those of the adjusted series', () => {
  const run = onlyRun({ ...aiperfSummary, error_request_count: { unit: 'requests', avg: 3 } })
  expect(run.record.metrics.latency).toMatchObject({ p50: 110, adjusted: { n: 100, infinite: 3, p50: null } })
})

test.each([[{}], [[]], [null], [{ benchmarks: [] }], [{ schema_version: '2.0', metrics: {} }], ['text']])(
  'unknown JSON is one clear error: %j',
  (value) => {
    expect(() => importReport(value, '/tmp/x.json')).toThrow(
      /^\/tmp\/x\.json is no report that can be read: expected report\.json or a baseline .*vllm bench serve.*GuideLLM.*AIPerf.*profile_export\.jsonl.*inference-perf.*llama-benchy.*llama-bench/u,
    )
  },
)

test.each([
  [
    'an AIPerf summary of schema 2',
    { ...aiperfSummary, schema_version: '2.0' },
    'its schema_version is "2.0", and schema 1',
  ],
  [
    'a GuideLLM report of version 9',
    { ...guidellmReport(true), metadata: { version: 9 } },
    'its metadata.version is 9, and GuideLLM',
  ],
  [
    'a test of llama-bench without its samples',
    [llamaBenchTest({ samples_ns: null })],
    'no request of this report of llama-bench',
  ],
  [
    'a list whose second entry is none',
    [llamaBenchTest({}), { build_commit: 'x' }],
    'its entry 2 is damaged, or of another form than its first',
  ],
  [
    'llama-benchy without a value',
    { ...llamaBenchy, benchmarks: [{ prompt_size: 32 }] },
    'no request of this report of llama-benchy',
  ],
  [
    'inference-perf without a request',
    { ...inferencePerf('server'), successes: { count: 0 }, failures: null },
    'no request of this report of inference-perf',
  ],
])('%s is one clear line', (_, value, words) => {
  expect(() => importReport(value, '/tmp/x.json')).toThrow(`/tmp/x.json cannot be read: ${words}`)
  expect(() => importReport(value, '/tmp/x.json')).toThrow(/^[^\n]*$/u)
})

test('the date of the Rust client of vLLM is read too', () => {
  expect(onlyRun({ ...vllmDetailed, date: '2026-11-25T23:21:15Z' }).record.startedAt).toBe('2026-11-25T23:21:15.000Z')
})

test('GuideLLM that was told to count tokens itself is labelled', () => {
  const report = guidellmReport(true)
  const [benchmark] = report['benchmarks'] as [{ config: object }]
  const config = { ...benchmark.config, prefer_response_metrics: false }
  const { runs, notes } = importReport({ ...report, benchmarks: [{ ...benchmark, config }] }, 'x.json')
  expect(runs[0]?.record.tokens.source).toBe('tokenizer')
  expect(notes.join()).toContain('counted again from the text by another tokenizer')
  expect(onlyRun(report).record.tokens.source).toBe('usage')
})

/** Results that the tools wrote about one mock server: 50 ms to the first token, 100 tokens 10 ms apart. */
const realReports = resolve(import.meta.dirname, '../../../shared/data/reports')

test.for([
  ['vllm-bench-serve-0.32-detailed.json', 'columns', 'usage', 10],
  ['vllm-bench-rust-detailed.json', 'columns', 'usage', 10],
  ['guidellm-0.8.1.json', 'columns', 'usage', 10],
  ['aiperf-0.13.0-summary.json', 'points', 'tokenizer', 3.2],
  ['aiperf-0.13.0-requests.jsonl', 'columns', 'usage', 9.2],
  ['inference-perf-0.7.0-summary.json', 'points', 'tokenizer', 3.4],
  ['llama-benchy-0.4.0.json', 'digests', 'usage', 10],
] as const)('a real result: %s', ([name, samples, source, tpotMs], { skip }) => {
  const path = join(realReports, name)
  skip(!existsSync(path), `real results of other tools are not beside this checkout: ${name}`)
  const run = onlyRun(readReportFile(path))
  expect(run.samples.kind).toBe(samples)
  expect(run.record.tokens.source).toBe(source)
  expect(run.record.requests).toMatchObject({ failed: 0 })
  expect(Math.abs((run.record.metrics.tpot.p50 ?? 0) / tpotMs - 1)).toBeLessThan(0.03)
  expect(run.record.metrics.ttft.p50).toBeGreaterThan(50)
  expect(Date.parse(run.record.startedAt) > 0 || name.startsWith('inference-perf')).toBe(true)
})
