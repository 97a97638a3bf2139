import { expect, test } from 'vitest'
import { colors } from '../../../../reporters/charts/kit/colors.ts'
import { runChart } from '../../../../reporters/charts/run/run-chart.ts'
import { hostileName } from '../../hostile.ts'
import { sampleRun, sampleSeries } from '../../sample-report.ts'
import { xmlProblem } from '../../../support/well-formed.ts'

function chartOf(n: number, failed: readonly number[] = [], over: Parameters<typeof sampleRun>[1] = {}): string {
  const series = sampleSeries(n, 40, failed)
  return runChart(sampleRun(series, over), series)
}

test.each([0, 1, 2, 30, 500, 501, 10_000])('%i samples: well-formed and small', (n) => {
  const svg = chartOf(
    n,
    [0, 7, 8].filter((index) => index < n - 1),
  )
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

/** Left edges of the red marks over time. */
function redMarks(svg: string): number[] {
  const path = svg.match(new RegExp(`<path d="([^"]*)" stroke="${colors.failed}"`, 'u'))?.[1] ?? ''
  return [...path.matchAll(/M([\d.]+)/gu)].map(([, x]) => Number(x))
}

test('every failed request is a red mark in its place', () => {
  const marks = redMarks(chartOf(50, [0, 25, 49]))
  expect(marks.length).toBe(3)
  const [first = 0, middle = 0, last = 0] = marks
  expect((middle - first) / (last - first)).toBeCloseTo(25 / 49, 2)
  expect(redMarks(chartOf(50))).toEqual([])
  expect(
    redMarks(
      chartOf(
        10_000,
        Array.from({ length: 4000 }, (_, index) => index * 2),
      ),
    ).length,
  ).toBeGreaterThan(250)
})

test('an open load is drawn by its response time, which hides no wait', () => {
  const series = { ...sampleSeries(200, 40), responses: sampleSeries(200, 400, [7]).latencies }
  series.latencies[7] = Number.NaN
  series.ttfts[7] = Number.NaN
  const base = sampleRun(series)
  const svg = runChart(
    sampleRun(series, { load: { ...base.load, kind: 'open', text: '10 requests/s', concurrency: 0 } }),
    series,
  )
  expect(svg).toContain('>Response time<')
  expect(svg).not.toContain('>Latency (end to end)<')
  expect(svg).toContain('<title>short answer: response time and time to first token</title>')
  expect(svg).toContain(`<desc>Response time p50 ${Math.round(base.metrics.response.p50 ?? 0)} ms`)
  expect(redMarks(svg).length).toBe(1)
})

test('the rate in its heading is the steady one, labelled', () => {
  const { throughput } = sampleRun(sampleSeries(20, 40))
  const svg = chartOf(20, [], {
    throughput: {
      ...throughput,
      tokensPerSecond: 3812,
      steady: { windowMs: 900, requestsPerSecond: 100, tokensPerSecond: 4019 },
    },
  })
  expect(svg).toContain('4,019 tokens/s steady')
  expect(svg).not.toContain('3,812')
})

test('a far outlier does not squeeze the rest, and is named', () => {
  const series = sampleSeries(200, 40)
  series.latencies[150] = 4000
  const svg = runChart(sampleRun(series), series)
  expect(svg).toContain('1 beyond, up to 4,000 ms')
})

test('answers that do not stream have no second column', () => {
  const series = { ...sampleSeries(50, 40), ttfts: new Float64Array(50).fill(Number.NaN) }
  const svg = runChart(sampleRun(series), series)
  expect(svg).not.toContain('>Time to first token')
})

test('hostile names are shown, not obeyed', () => {
  const base = sampleRun(sampleSeries(1, 1))
  const svg = chartOf(20, [], { name: hostileName, target: { ...base.target, model: hostileName } })
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).not.toContain('<script')
})
