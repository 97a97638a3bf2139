import { expect, test } from 'vitest'
import { importReport } from '../../src/imports/import-report.ts'
import { mediansOf, onlyRun } from './imported.ts'
import { aiperfLine } from './peer-reports.ts'

test("the requests of AIPerf have samples, and the server's tokens where it counted them", () => {
  const { runs, notes } = importReport([aiperfLine(0), aiperfLine(1)], 'x.jsonl')
  const [run] = runs
  expect(run && mediansOf(run)).toEqual({
    latency: 120,
    response: 125,
    ttft: 20,
    ttfv: 20,
    tpot: 10,
    interChunk: 10,
    decodeSpeed: 100,
    prefillSpeed: 500,
  })
  expect(run?.samples.kind).toBe('columns')
  expect(run?.record.tokens).toMatchObject({ input: 20, output: 22, source: 'usage' })
  expect(run?.record.load.concurrency).toBe(1)
  expect(run?.record.startedAt).toBe('2026-11-25T21:39:01.000Z')
  expect(notes.join()).toContain('its own figures a token are of 66 output tokens, which another tokenizer counted')
})

test('one request alone, on one line, is a report as well', () => {
  expect(onlyRun(aiperfLine(0)).record.requests.succeeded).toBe(1)
})

test("without the server's count of every answer tokens are another tokenizer's, and labelled", () => {
  const silent = aiperfLine(1, { metrics: { usage_completion_tokens: undefined } })
  const { runs, notes } = importReport([aiperfLine(0), silent], 'x.jsonl')
  expect(runs[0]?.record.tokens).toMatchObject({ output: 66, source: 'tokenizer' })
  expect(notes.join()).toContain('counted again from the text by another tokenizer (66): tpot')
})

test('failed requests are failures; warm-up and what AIPerf cancelled are left out', () => {
  const { runs, notes } = importReport(
    [
      aiperfLine(0, { metadata: { benchmark_phase: 'warmup' } }),
      aiperfLine(1),
      aiperfLine(2, { metrics: { request_latency: undefined }, error: { code: 500, message: 'secret words' } }),
      aiperfLine(3, { metadata: { was_cancelled: true } }),
      aiperfLine(4, { metrics: { request_latency: { value: -1, unit: 'ms' } } }),
    ],
    'x.jsonl',
  )
  expect(runs[0]?.record.requests).toEqual({ attempted: 2, succeeded: 1, failed: 1, failures: { engine: 1 } })
  expect(notes).toContain('AIPerf: left out were 1 that it cancelled itself')
  expect(notes).toContain('AIPerf: left out were 1 without times that can be')
  expect(JSON.stringify(runs)).not.toContain('secret words')
})

test('clients are the most requests that were in flight at once', () => {
  const together = Array.from({ length: 3 }, () => aiperfLine(0))
  expect(onlyRun([...together, aiperfLine(1)]).record.load.concurrency).toBe(3)
})
