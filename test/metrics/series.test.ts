import { describe, expect, test } from 'vitest'
import {
  adjustedGroups,
  adjustedSeries,
  completedGroups,
  completedSeries,
  rowValues,
} from '../../src/metrics/series.ts'
import { measuredColumns } from '../../src/runs/subject.ts'
import { constructedRun } from '../matchers/support/run-builder.ts'
import { columns, measured } from './four-requests.ts'

describe('series', () => {
  test.each([
    ['latency', [100, 50, 100]],
    ['response', [105, 50, 110]],
    ['ttft', [20, 40]],
    ['ttfv', [30, 40]],
    ['tpot', [10]],
    ['interChunk', [10, 12, 8]],
    ['decodeSpeed', [100]],
    ['prefillSpeed', [1000, 1000]],
  ] as const)('%s', (metric, expected) => {
    expect([...completedSeries(metric, measured)]).toEqual(expected)
  })

  test('a failed request is infinitely slow, and has no speed at all', () => {
    const infinite = Number.POSITIVE_INFINITY
    expect([...adjustedSeries('latency', measured)]).toEqual([100, 50, 100, infinite])
    expect([...adjustedSeries('decodeSpeed', measured)]).toEqual([100, 0])
  })

  test('failed requests keep their place in time', () => {
    const failed = { ...columns, failed: Float64Array.of(0, 1, 0, 1) }
    const infinite = Number.POSITIVE_INFINITY
    expect([...adjustedSeries('latency', { ...measured, columns: failed })]).toEqual([100, infinite, 100, infinite])
    // An answered request without a value is left out; the failed ones are not.
    expect([...adjustedSeries('ttft', { ...measured, columns: failed })]).toEqual([20, infinite, infinite])
    expect([...adjustedSeries('interChunk', { ...measured, columns: failed })]).toEqual([10, infinite, 12, infinite, 8])
  })

  test('prefill speed is defined at concurrency 1 alone', () => {
    expect(completedSeries('prefillSpeed', { ...measured, concurrency: 2 })).toHaveLength(0)
  })

  test('a metric no answered request has stays empty; one of a run that failed whole does not', () => {
    const silent = { ...columns, first: new Float64Array(4).fill(Number.NaN) }
    expect(adjustedSeries('ttft', { ...measured, columns: silent })).toHaveLength(0)
    const failed = { ...columns, failed: new Float64Array(4).fill(1) }
    expect(adjustedSeries('ttft', { ...measured, columns: failed })).toHaveLength(4)
  })
})

const run = constructedRun([
  { latency: 40, ttft: 4 },
  { latency: 1, failed: true },
  { latency: 60, ttft: null },
  { latency: 80, ttft: 8 },
  { latency: 90, ttft: 9 },
])

test('each request has its value, or NaN', () => {
  const values = (metric: 'latency' | 'ttft') => [...rowValues(metric, run[measuredColumns])]
  expect(values('latency')).toEqual([40, Number.NaN, 60, 80, 90])
  expect(values('ttft')).toEqual([4, Number.NaN, Number.NaN, 8, 9])
})

test('where it is known whose gaps are whose, a failed request has one in its place, and requests are the groups', () => {
  const someFailed = { ...measured.columns, failed: Float64Array.of(0, 1, 0, 0) }
  const known = { ...measured, columns: someFailed, gapCounts: Uint32Array.of(1, 0, 0, 2) }
  expect([...adjustedSeries('interChunk', known)]).toEqual([10, Number.POSITIVE_INFINITY, 12, 8])
  expect(adjustedGroups('interChunk', known)).toEqual(Uint32Array.of(1, 1, 0, 2))
  expect(completedGroups('interChunk', known)).toEqual(Uint32Array.of(1, 0, 0, 2))
  expect(adjustedGroups('latency', known)).toBeUndefined()
  expect(adjustedGroups('interChunk', measured)).toBeUndefined()
})
