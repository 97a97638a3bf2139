import { expect, test } from 'vitest'
import { adjustedRows, adjustedSeries, completedSeries, type MeasuredColumns } from '../../src/metrics/series.ts'
import { columnsOf } from '../../src/samples/columns.ts'
import { answer, failedRequest } from '../support/endpoint-samples.ts'

const silent = (sent: number, ttft: number, input: number) =>
  answer({ sent, ttft }, { tokens: { input, output: 16, cached: null, reasoning: null, source: 'usage' } })

// Two of four were read from a cache, whole: each 1,000 tokens in 10 ms; the others took 100 ms.
const samples = [silent(0, 10, 1000), silent(500, 100, 1000), silent(1000, 10, 1000), silent(1500, 100, 1000)]
const measured = (changes: Partial<MeasuredColumns> = {}): MeasuredColumns => ({
  columns: columnsOf(samples),
  gaps: new Float64Array(),
  concurrency: 1,
  cachedShare: 0.5,
  ...changes,
})

test('prefill speed is one value where cached tokens are known in sum only: input not cached over time, of all', () => {
  expect([...completedSeries('prefillSpeed', measured())].map(Math.round)).toEqual([9091])
  expect(adjustedRows('prefillSpeed', measured()).every(Number.isNaN)).toBe(true)
  const failed = columnsOf([...samples, failedRequest(2000, 'reset', 'gone')])
  expect(adjustedSeries('prefillSpeed', measured({ columns: failed }))).toHaveLength(1)
  expect(completedSeries('ttft', measured())).toHaveLength(4)
})

test('each request has its own where they tell what was cached, or nothing was', () => {
  expect([...completedSeries('prefillSpeed', measured({ cachedShare: null }))].map(Math.round)).toEqual([
    100_000, 10_000, 100_000, 10_000,
  ])
})

test('under load there is none, as without a cache', () => {
  expect(completedSeries('prefillSpeed', measured({ concurrency: 2 }))).toHaveLength(0)
})
