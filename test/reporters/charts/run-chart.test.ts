import { expect, test } from 'vitest'
import { runChart } from '../../../reporters/charts/run-chart.ts'
import { hostileName } from '../hostile.ts'
import { sampleRun, sampleSeries } from '../sample-report.ts'
import { xmlProblem } from '../well-formed.ts'

function chartOf(n: number, failed: readonly number[] = [], over: Parameters<typeof sampleRun>[1] = {}): string {
  const series = sampleSeries(n, 40, failed)
  return runChart(sampleRun(series, over), series.latencies, series.ttfts)
}

test.each([0, 1, 2, 30, 500, 501, 10_000])('%i samples: well-formed and small', (n) => {
  const svg = chartOf(n, [0, 7, 8].filter((index) => index < n - 1))
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).not.toMatch(/NaN|Infinity|undefined|null/u)
  expect(Buffer.byteLength(svg)).toBeLessThan(40_000)
})

test('names the run, its model, its percentiles and n', () => {
  const svg = chartOf(200)
  expect(svg).toContain('>short answer<')
  expect(svg).toContain('TinyLlama 1.1B · CPU · n = 200 of 200 requests')
  expect(svg).toMatch(/>p50 [\d.]+ ms</u)
  expect(svg).toMatch(/>p99 [\d.]+ ms</u)
  expect(svg).toContain('<title>short answer: latency and time to first token</title>')
  expect(svg).toContain('viewBox="0 0 860 404"')
})

test('labels what is not a plain measurement', () => {
  expect(chartOf(20, [], { provenance: 'synthetic' })).toContain('>synthetic weights<')
  expect(chartOf(20, [], { provenance: 'simulated' })).toContain('>simulated<')
  expect(chartOf(20)).not.toContain('synthetic')
})

test('failures are counted and marked', () => {
  const svg = chartOf(50, [3, 4, 5])
  expect(svg).toContain('>3 failed<')
  expect(svg).toContain('red marks: failed requests')
  const none = chartOf(4, [0, 1, 2, 3])
  expect(none).toContain('no request was answered')
  expect(none).toContain('>4 failed<')
})

test('a far outlier does not squeeze the rest, and is named', () => {
  const { latencies, ttfts } = sampleSeries(200, 40)
  latencies[150] = 4000
  const svg = runChart(sampleRun({ latencies, ttfts }), latencies, ttfts)
  expect(svg).toContain('1 beyond, up to 4,000 ms')
})

test('answers that do not stream have no second column', () => {
  const { latencies } = sampleSeries(50, 40)
  const ttfts = new Float64Array(50).fill(Number.NaN)
  const svg = runChart(sampleRun({ latencies, ttfts }), latencies, ttfts)
  expect(svg).not.toContain('>Time to first token')
})

test('hostile names are shown, not obeyed', () => {
  const base = sampleRun(sampleSeries(1, 1))
  const svg = chartOf(20, [], { name: hostileName, target: { ...base.target, model: hostileName } })
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).not.toContain('<script')
})
