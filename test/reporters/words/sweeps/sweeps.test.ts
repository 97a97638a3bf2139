import type { SweepRecord } from '../../../../src/record/sweep.ts'
import { axisAt } from '../../../../src/sweeps/axis.ts'
import { expect, test } from 'vitest'
import { detailOf } from '../../detail.ts'
import { reportCharts } from '../../../../reporters/charts/report-charts.ts'
import { sweepChart } from '../../../../reporters/charts/sweep/sweep-chart.ts'
import { renderMarkdown } from '../../../../reporters/formats/markdown/markdown.ts'
import { type Sweep, sweepsOf } from '../../../../reporters/words/sweeps/sweeps.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { endpointSample } from '../../endpoint-report.ts'
import { hostileName } from '../../hostile.ts'
import { sampleReport, sampleRun, sampleSeries } from '../../sample-report.ts'
import { xmlProblem } from '../../../support/well-formed.ts'

const { report, series } = endpointSample()
const charts = reportCharts(report, series)
const markdown = renderMarkdown(report, charts)
const [clients, traffic] = sweepsOf(report.runs)

function sweepWith(levels: readonly number[], over: (level: number) => Partial<RunRecord> = () => ({})): Sweep {
  const runs = levels.map((level) =>
    sampleRun(sampleSeries(20, 40 * level), {
      id: `level-${level}`,
      sweep: {
        id: 's',
        name: 'constructed',
        axes: [axisAt('concurrency', level)],
        preset: null,
        verdict: null,
        missing: [],
      },
      ...over(level),
    }),
  )
  const [sweep] = sweepsOf(runs)
  if (sweep === undefined) throw new Error('no sweep was found')
  return sweep
}

test('runs are gathered by their sweep and put in order of level', () => {
  const shuffled = report.runs.toReversed()
  expect(sweepsOf(shuffled).map(({ name, levels }) => [name, levels.map(({ level }) => level)])).toEqual([
    ['traffic', [2, 4, 6, 8]],
    ['how many clients', [1, 2, 4, 8, 16, 32, 64]],
  ])
  expect(sweepsOf([sampleRun(sampleSeries(3, 40))])).toEqual([])
})

test('a level is one row: rates, p95, success; its percentiles are folded', () => {
  const part = markdown.slice(markdown.indexOf('### Sweep: how many'))
  const row = part.split('\n').find((line) => line.startsWith('| 16 clients |'))
  expect(row).toMatch(/\| +16\.8 \| +1,073 \|.* 1,630 \[1,533, 1,728\] \| +100 % \| +80 \|/u)
  expect(detailOf(part, 'Percentiles of each level')).toMatch(/\| 16 clients \|.* 991 \/ 1,630 \/ 1,865 \|/u)
})

test('at fixed rates the response time, what was sent, goodput, the objective and invalid checks stand beside', () => {
  const part = markdown.slice(markdown.indexOf('### Sweep: traffic'), markdown.indexOf('## Cost'))
  const row = part.split('\n').find((line) => /^\| +8 requests\/s/u.test(line)) ?? ''
  expect(row).toContain('7.50 of 8.00')
  expect(detailOf(part, 'Percentiles of each level')).toContain('1,885 / 2,114 / 3,081')
  expect(row).toMatch(/ 90 % \| ✗ missed +\| +70 \|/u)
  expect(detailOf(part, 'Percentiles of each level')).toMatch(/\| 8 requests\/s .*\| achieved-rate/u)
  const closed = markdown.slice(markdown.indexOf('### Sweep: how many'), markdown.indexOf('### Sweep: traffic'))
  for (const heading of ['Goodput', 'Objective', 'Invalid checks', 'Sent of asked'])
    expect(closed).not.toContain(heading)
})

test('it says where more load stops helping', () => {
  expect(markdown).toContain('The rate of answers stops growing at 20.1 a second, at 32 clients')
  const growing = sweepWith([1, 2, 4], (level) => ({
    throughput: { ...sampleRun(sampleSeries(3, 40)).throughput, requestsPerSecond: level },
  }))
  expect(renderMarkdown(sampleReport([...growing.levels]))).toContain(
    'grew to the highest level, 4.00 a second, at 4 clients',
  )
})

/** A level of a sweep of rates: what was asked for, sent and answered a second, and how long its window was. */
function rateLevel(level: number, answered: number, windowMs: number, sent = level): Partial<RunRecord> {
  const base = sampleRun(sampleSeries(20, 50))
  return {
    metrics: base.metrics,
    load: {
      ...base.load,
      kind: 'open',
      text: `${level} requests/s`,
      concurrency: 0,
      rate: { asked: level, achieved: sent },
    },
    sweep: { id: 's', name: 'constructed', axes: [axisAt('rate', level)], preset: null, verdict: null, missing: [] },
    throughput: { ...base.throughput, requestsPerSecond: answered, windowMs },
  }
}

function rateSweep(levels: readonly [level: number, answered: number, windowMs: number, sent?: number][]): string {
  const runs = levels.map((figures, index) =>
    sampleRun(sampleSeries(20, 50), { id: `rate-${index}`, ...rateLevel(...figures) }),
  )
  return renderMarkdown(sampleReport(runs))
}

test('at fixed rates it says up to which one answers keep up, however much their rate still grows', () => {
  const text = rateSweep([
    [20, 19.9, 1950],
    [60, 60.7, 2093],
    [100, 77.6, 2576],
  ])
  expect(text).toContain(
    'Answers keep up with the requests to 60 requests/s and fall behind at 100 requests/s (77.6 a second answered and 100 sent of 100 asked for)',
  )
  expect(text).not.toContain('was not reached')
  expect(markdown).toContain(
    'Answers keep up with the requests to 6 requests/s and fall behind at 8 requests/s (6.30 a second answered and 7.50 sent of 8.00 asked for)',
  )
})

test('the time the last answer takes is no falling behind', () => {
  // 40 requests a second for half a second, and the last answer 50 ms later.
  expect(
    rateSweep([
      [20, 18.2, 550],
      [40, 36.4, 550],
    ]),
  ).toContain(
    'Answers kept up with the requests to the highest level, 40 requests/s: the rate at which they no longer do was not reached',
  )
})

test('of a level that was measured again the last try counts', () => {
  const text = rateSweep([
    [20, 20, 2000],
    [40, 20, 4000],
    [40, 40, 8000],
  ])
  expect(text).toContain('Answers kept up with the requests to the highest level, 40 requests/s')
})

test('a rate that even the lowest level exceeds is said to be so', () => {
  expect(
    rateSweep([
      [20, 10, 2000],
      [40, 11, 4000, 22],
    ]),
  ).toContain('fall behind the requests at every level, from 20 requests/s on (10.0 a second answered')
})

test('a level shows the rates of its steady window, and so does the curve', () => {
  const steady = { windowMs: 9000, requestsPerSecond: 12, tokensPerSecond: 400 }
  const sweep = sweepWith([1, 2], (level) => ({
    throughput: {
      ...sampleRun(sampleSeries(3, 40)).throughput,
      requestsPerSecond: 10,
      tokensPerSecond: 380,
      steady: level === 1 ? null : steady,
      tokensInterval: level === 1 ? null : { low: 390, high: 410, confidence: 0.9 },
    },
  }))
  const text = renderMarkdown(sampleReport([...sweep.levels]))
  expect(text).toMatch(/\| +2 clients \| +12\.0 steady \| +400 \[390, 410\] steady \|/u)
  expect(text).toMatch(/\| +1 client \| +10\.0 \| +380 \|/u)
  expect(sweepChart(sweep)).toContain('2 clients: 12.0 requests/s')
})

test('the charts of a sweep are shown under it, well-formed, with every level at its point', () => {
  const own = charts.filter(({ about }) => about === 'sweep')
  expect(own.map(({ path }) => path)).toEqual(['charts/sweep-01-how-many-clients.svg', 'charts/sweep-02-traffic.svg'])
  for (const { svg, path } of own) {
    expect(xmlProblem(svg), path).toBeNull()
    expect(svg).not.toMatch(/NaN|Infinity|undefined/u)
    expect(markdown).toContain(`](${path})`)
  }
  for (const level of [1, 2, 4, 8, 16, 32, 64])
    expect(own[0]?.svg).toMatch(new RegExp(`font-weight="600"[^>]*>${level}<`, 'u'))
  expect(own[0]?.svg).toContain('concurrent clients (logarithmic)')
  expect(own[1]?.svg).toContain('response p95')
})

test('who cannot see it is told the points', () => {
  if (clients === undefined || traffic === undefined) throw new Error('the sample has two sweeps')
  expect(sweepChart(clients)).toContain('64 clients: 21.0 requests/s, latency p95 3,488 ms')
  expect(sweepChart(traffic)).toContain('8 requests/s: 6.30 requests/s, response p95 2,114 ms')
})

test('a sweep needs two levels with answers, and a level without one is left out', () => {
  expect(sweepChart(sweepWith([4]))).toBeNull()
  const failed = sampleRun(sampleSeries(3, 40, [0, 1, 2]))
  const broken = sweepWith([1, 2, 4], (level) => (level === 4 ? { metrics: failed.metrics } : {}))
  const svg = sweepChart(broken) ?? ''
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).not.toContain('4 clients:')
  expect(sweepChart(sweepWith([1, 2], () => ({ metrics: failed.metrics })))).toBeNull()
})

test('simulated levels are labelled, and hostile names shown, not obeyed', () => {
  const simulated = sweepWith([1, 2], () => ({ provenance: 'simulated' }))
  expect(sweepChart(simulated)).toContain('>simulated<')
  expect(renderMarkdown(sampleReport([...simulated.levels]))).toContain('### Sweep: constructed (simulated)')
  const hostile = sweepWith([1, 2], (level) => ({
    sweep: {
      id: 's',
      name: hostileName,
      axes: [axisAt('concurrency', level)],
      preset: null,
      verdict: null,
      missing: [],
    },
  }))
  const svg = sweepChart(hostile) ?? ''
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).not.toContain('<script')
})

test('only a sweep over one load is drawn as one: other axes are no level', () => {
  const swept = (axes: SweepRecord['axes']): RunRecord =>
    sampleRun(sampleSeries(3, 40), {
      sweep: { id: 's', name: 'constructed', axes, preset: null, verdict: null, missing: [] },
    })
  const threads = { name: 'threads', value: 4, unit: null }
  expect(sweepsOf([swept([threads])])).toEqual([])
  expect(sweepsOf([swept([axisAt('rate', 2), threads])])).toEqual([])
  expect(sweepsOf([swept([{ name: 'rate', value: 'fast', unit: null }])])).toEqual([])
  expect(sweepsOf([swept([axisAt('rate', 2)])])).toHaveLength(1)
})

test('the limits of an objective, and of claims, are drawn in with the intervals of each level', () => {
  const searched = sweepWith([1, 2], (level) => ({
    sweep: {
      id: 's',
      name: 'searched',
      axes: [axisAt('concurrency', level)],
      preset: null,
      verdict: 'pass',
      limits: [
        { metric: 'latency', statistic: 'p95', ms: 100 },
        { metric: 'ttft', statistic: 'p95', ms: 5 },
        { metric: 'latency', statistic: 'p99', ms: 100_000 },
      ],
      missing: [],
    },
  }))
  const svg = sweepChart(searched) ?? ''
  expect(xmlProblem(svg)).toBeNull()
  // In both panels; one that is far above all levels would flatten them.
  expect(svg.match(/>limit of p95: 100 ms</gu)?.length).toBe(2)
  expect(svg).not.toContain('100,000')
  expect(svg).toContain('whiskers: 90 % intervals')
})

test('of a level that a search measured again the last is drawn, and the others are counted', () => {
  const again = sweepWith([1, 2, 2])
  const svg = sweepChart(again) ?? ''
  expect(svg).toContain('2 levels')
  expect(svg).toContain('of levels measured again the last (1 before)')
  expect(svg.match(/font-weight="600"[^>]*>2</gu)?.length).toBe(1)
  expect(sweepChart(sweepWith([2, 2]))).toBeNull()
})
