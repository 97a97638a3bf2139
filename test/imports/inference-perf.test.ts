import { expect, test } from 'vitest'
import { importReport } from '../../src/imports/import-report.ts'
import { mediansOf, onlyRun } from './imported.ts'
import { inferencePerf } from './peer-reports.ts'

test('inference-perf: points in milliseconds, and its token latencies that are none of ours stay out', () => {
  const run = onlyRun(inferencePerf('server'))
  expect(mediansOf(run)).toEqual({ latency: 120, ttft: 20, tpot: 10 })
  expect(run.samples).toEqual({ kind: 'points' })
  expect(run.record.requests).toMatchObject({ attempted: 10, succeeded: 8, failed: 2 })
  expect(run.record.tokens).toMatchObject({ input: 80, output: 88, source: 'usage' })
})

test('its rate tells whose tokens the figures are divided by', () => {
  const { runs, notes } = importReport(inferencePerf('tokenizer'), 'x.json')
  expect(runs[0]?.record.tokens).toMatchObject({ output: 264, source: 'tokenizer' })
  expect(notes.join()).toContain('another tokenizer (264 for the 88 of the server)')
})

test('a server that did not count every answer is not called the source', () => {
  const report = inferencePerf('server')
  const successes = { ...(report['successes'] as object), client_fallback_requests: { output: 3 } }
  expect(onlyRun({ ...report, successes }).record.tokens.source).toBe('tokenizer')
  const older = { ...(report['successes'] as object), output_tokens: undefined }
  expect(onlyRun({ ...report, successes: older }).record.tokens.source).toBe('tokenizer')
})
