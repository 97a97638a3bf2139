import { expect, test } from 'vitest'
import { keptMetric } from '../../src/baseline/kept-source.ts'
import { mediansOf, onlyRun } from './imported.ts'
import { llamaBenchy } from './peer-reports.ts'

test('llama-benchy: time to the first content and decode speed of each request; prompt speeds stay out', () => {
  const run = onlyRun(llamaBenchy)
  expect(run.key).toBe('llama-benchy › m › pp32 tg11 @ d4096, concurrency 2')
  expect(mediansOf(run)).toEqual({ ttft: 20, tpot: 10, decodeSpeed: 100 })
  expect(run.record.metrics.tpot).toMatchObject({ n: 3, min: 8, max: 12.5 })
  expect(run.record.startedAt).toBe('2026-11-25T21:39:17.000Z')
  const kept = keptMetric('tpot', run.record, run.samples)
  expect(kept.kind === 'samples' ? kept.source.median : null).toBeCloseTo(10, 1)
})
