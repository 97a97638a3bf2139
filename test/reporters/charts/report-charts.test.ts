import { expect, test } from 'vitest'
import { comparisonChart } from '../../../reporters/charts/comparison.ts'
import { latencyBars } from '../../../reporters/charts/latency-bars.ts'
import { reportCharts } from '../../../reporters/charts/report-charts.ts'
import { throughputChart } from '../../../reporters/charts/throughput.ts'
import { hostileName } from '../hostile.ts'
import { fullSample, sampleReport, sampleRun, sampleSeries } from '../sample-report.ts'
import { xmlProblem } from '../../support/well-formed.ts'

test('a full report has every chart, each well-formed and under its own name', () => {
  const { report, series } = fullSample()
  const charts = reportCharts(report, series)
  for (const chart of charts) {
    expect(xmlProblem(chart.svg), chart.path).toBeNull()
    expect(chart.path).toMatch(/^charts\/[a-z0-9-]+\.svg$/u)
    expect(chart.svg).not.toMatch(/NaN|Infinity|undefined/u)
  }
  const names = charts.map((chart) => chart.path)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(
    expect.arrayContaining([
      'charts/latency.svg',
      'charts/throughput.svg',
      'charts/comparison-01-kv-cache-types.svg',
      'charts/cost.svg',
    ]),
  )
  expect(charts.filter((chart) => chart.about === 'run').length).toBe(report.runs.length)
})

test('a run whose samples are not at hand has no chart', () => {
  expect(reportCharts(sampleReport([sampleRun(sampleSeries(10, 40))]))).toEqual([])
})

test('throughput needs two levels of the same work', () => {
  const one = sampleRun(sampleSeries(10, 40))
  const other = sampleRun(sampleSeries(10, 40), {
    load: { ...one.load, concurrency: 8 },
    workload: { ...one.workload, maxTokens: 64 },
  })
  expect(throughputChart([one, other])).toBeNull()
  expect(throughputChart([one, { ...other, workload: one.workload }])).toContain('>8<')
})

test('where there are no intervals a chart says so', () => {
  const plain = sampleRun(sampleSeries(10, 40))
  const throughput = { ...plain.throughput, tokensInterval: null }
  const at = (concurrency: number) =>
    sampleRun(sampleSeries(10, 40), { throughput, load: { ...plain.load, concurrency } })
  const runs = [at(4), at(8)]
  expect(throughputChart(runs)).toContain('; no intervals<')
  expect(comparisonChart(runs)).toContain('The ratio of medians is a point.<')
})

test('throughput is drawn within its interval: the steady window where there is one, as the legend says', () => {
  const at = (
    concurrency: number,
    tokensPerSecond: number,
    steadyTokens: number | null,
  ): Parameters<typeof throughputChart>[0][number] => {
    const run = sampleRun(sampleSeries(10, 40))
    const steady = steadyTokens === null ? null : { windowMs: 900, requestsPerSecond: 1, tokensPerSecond: steadyTokens }
    const middle = steadyTokens ?? tokensPerSecond
    return {
      ...run,
      load: { ...run.load, concurrency },
      throughput: {
        ...run.throughput,
        tokensPerSecond,
        steady,
        tokensInterval: { low: middle - 5, high: middle + 5, confidence: 0.9 },
      },
    }
  }
  const svg = throughputChart([at(1, 1000, null), at(10, 3812, 4019)]) ?? ''
  expect(svg).toContain('>4,019<')
  expect(svg).not.toContain('3,812')
  expect(svg).toContain('4,019 tokens/s steady at 10 clients')
  expect(svg).toContain('1,000 tokens/s at 1 client;')
  expect(svg).toContain('filled points: the steady window')
})

test('a comparison needs two arms and says the ratio to the first', () => {
  const first = sampleRun(sampleSeries(60, 40))
  expect(comparisonChart([first])).toBeNull()
  expect(comparisonChart([first, sampleRun(sampleSeries(60, 20))])).toContain('p50: 0.500 × first')
})

test('many and hostile runs stay within the drawing', () => {
  const runs = Array.from({ length: 60 }, (_, index) =>
    sampleRun(sampleSeries(index % 3, 40), { name: `${index} ${hostileName}` }),
  )
  const svg = latencyBars(runs)
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).toContain('and 36 more runs in report.json')
  expect(Buffer.byteLength(svg)).toBeLessThan(40_000)
})

test('bars begin at zero; where times differ too much for those there are points on a logarithmic scale, which is said', () => {
  const short = sampleRun(sampleSeries(60, 1), { name: 'short' })
  const long = sampleRun(sampleSeries(60, 400), { name: 'long' })
  expect(latencyBars([short, long])).toContain('ms, logarithmic scale')
  expect(latencyBars([short, long])).toContain('whiskers: 90 % intervals')
  const linear = latencyBars([long, long])
  expect(linear).not.toContain('logarithmic')
  expect(linear).toMatch(/<rect x="264" y="95" width="[\d.]+" height="12"/u)
})

test('an open load stands by its response time, which is said', () => {
  const closed = sampleRun(sampleSeries(60, 40))
  const open = sampleRun(
    { ...sampleSeries(60, 40), responses: sampleSeries(60, 160).latencies },
    { load: { ...closed.load, kind: 'open' } },
  )
  const { p95 } = open.metrics.response
  const svg = latencyBars([closed, open])
  expect(svg).toContain('of open loads response time')
  expect(svg).toContain(`p95 ${Math.round(p95 ?? 0)}`)
  expect(comparisonChart([open, open])).toContain('>response time, ms; bars: 90 % intervals')
})

test('long names of runs are cut so that they differ', () => {
  const beginning = 'a short answer of a model with a rather long name for its bench, in the configuration'
  const names = ['one', 'two'].map((end) => sampleRun(sampleSeries(10, 40), { name: `${beginning} ${end}` }))
  const svg = latencyBars(names)
  expect(svg).toMatch(/>a short.*… ?.*one</u)
  expect(svg).toMatch(/>a short.*… ?.*two</u)
})
