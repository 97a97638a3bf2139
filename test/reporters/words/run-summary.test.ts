import { expect, test } from 'vitest'
import { runSummary } from '../../../reporters/words/run-summary.ts'
import { sampleRun, sampleSeries } from '../sample-report.ts'

const closed = sampleRun(sampleSeries(200, 40))

test('p95, rate and n on one line', () => {
  expect(runSummary(closed)).toBe(
    `p95 latency ${closed.metrics.latency.p95?.toFixed(1)} ms, ${closed.throughput.tokensPerSecond?.toFixed(0)} tokens/s, n = 200`,
  )
})

test('an open load by its response time', () => {
  const series = { ...sampleSeries(200, 40), responses: new Float64Array(200).fill(629) }
  const text = runSummary(sampleRun(series, { load: { ...closed.load, kind: 'open' } }))
  expect(text).toMatch(/^p95 response 629 ms, /u)
  expect(text).not.toContain('latency')
})

test('failures are counted beside the answers', () => {
  expect(runSummary(sampleRun(sampleSeries(200, 40, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])))).toMatch(
    / n = 190 of 200 \(10 failed\)$/u,
  )
  expect(runSummary(sampleRun(sampleSeries(2, 40, [0, 1])))).toMatch(
    /^no request completed, .*n = 0 of 2 \(2 failed\)$/u,
  )
})

test('the steady rate is labelled, and so are figures that are no plain measurement', () => {
  const steady = { windowMs: 900, requestsPerSecond: 100, tokensPerSecond: 4019 }
  const text = runSummary({ ...closed, throughput: { ...closed.throughput, steady }, provenance: 'simulated' })
  expect(text).toMatch(/ 4,019 tokens\/s steady, n = 200, simulated$/u)
})
