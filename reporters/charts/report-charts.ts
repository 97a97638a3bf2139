import type { SeveralRecord } from '../../src/record/several/several.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { someGenerate } from '../words/items/items-rate.ts'
import { isOpen } from '../words/load-label.ts'
import type { Report } from '../../src/record/report.ts'
import { latestAttempts, runLabel, runTitle } from '../words/run-label.ts'
import { configurationSweeps } from '../words/sweeps/configurations.ts'
import { sweepsOf } from '../words/sweeps/sweeps.ts'
import { plainText } from '../../src/plain-text.ts'
import type { Chart } from './kit/chart.ts'
import { energyChart } from './bars/energy-chart.ts'
import { qualityCharts } from './bars/quality-charts.ts'
import { comparisonChart, comparisons } from './comparison.ts'
import { ecdfChart } from './ecdf.ts'
import { costSides } from './cost/cost-sides.ts'
import { costSplit } from './cost/cost-split.ts'
import { costProjection } from './cost/projection/cost-projection.ts'
import { ownedSides } from './cost/projection/owned-sides.ts'
import { requestCosts } from './cost/request-cost.ts'
import { historyChart } from './history/history-chart.ts'
import { latencyBars } from './latency-bars.ts'
import { runChart } from './run/run-chart.ts'
import type { RunSeries } from '../../src/metrics/run-series.ts'
import { configurationsChart } from './sweep/configurations-chart.ts'
import { frontChart } from './sweep/front-chart.ts'
import { slowdownChart } from './several/slowdown-chart.ts'
import { slowdownMatrix } from './several/slowdown-matrix.ts'
import { sweepChart } from './sweep/sweep-chart.ts'
import { throughputChart } from './throughput.ts'

/** Runs beside an API of which a projection is drawn. */
const mostProjections = 8

function slug(text: string): string {
  return plainText(text)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/gu, '')
}

function numbered(kind: string, index: number, name: string): string {
  return [
    'charts/',
    kind,
    '-',
    String(index + 1).padStart(2, '0'),
    slug(name) === '' ? '' : `-${slug(name)}`,
    '.svg',
  ].join('')
}

function shared(name: string, about: Chart['about'], title: string, svg: string | null): Chart[] {
  return svg === null ? [] : [{ path: `charts/${name}.svg`, about, title, runId: null, sweepId: null, svg }]
}

function runCharts(runs: readonly RunRecord[], series: ReadonlyMap<string, RunSeries>): Chart[] {
  return runs.flatMap((run, index): Chart[] => {
    const own = series.get(run.id)
    if (own === undefined) return []
    const time = isOpen(run) ? 'response time' : 'latency'
    return [
      {
        path: numbered('run', index, runTitle(run)),
        title: `${runLabel(run)}: ${time}${firstTokenWords(run)} over time`,
        about: 'run',
        runId: run.id,
        sweepId: null,
        svg: runChart(run, own),
      },
    ]
  })
}

function sweepCharts(runs: readonly RunRecord[]): Chart[] {
  return sweepsOf(runs).flatMap((sweep, index): Chart[] => {
    const svg = sweepChart(sweep)
    if (svg === null) return []
    const title = `Sweep ${plainText(sweep.name)}: throughput against latency, and latency at each level`
    return [{ path: numbered('sweep', index, sweep.name), title, about: 'sweep', runId: null, sweepId: sweep.id, svg }]
  })
}

function configurationCharts(runs: readonly RunRecord[]): Chart[] {
  return configurationSweeps(runs).flatMap((sweep, index): Chart[] => {
    const svg = configurationsChart(sweep)
    if (svg === null) return []
    const title = `Configurations of ${plainText(sweep.name)}: time, memory and energy of each`
    const path = numbered('configurations', index, sweep.name)
    return [{ path, title, about: 'sweep', runId: null, sweepId: sweep.id, svg }]
  })
}

function frontCharts(runs: readonly RunRecord[]): Chart[] {
  return configurationSweeps(runs).flatMap((sweep, index): Chart[] => {
    const svg = frontChart(sweep)
    if (svg === null) return []
    const title = `Pareto front of ${plainText(sweep.name)}`
    return [{ path: numbered('front', index, sweep.name), title, about: 'sweep', runId: null, sweepId: sweep.id, svg }]
  })
}

function severalCharts(several: readonly SeveralRecord[]): Chart[] {
  return several.flatMap((one, index): Chart[] => {
    const name = plainText(one.name)
    const drawn = [
      ['several', `${name}: times that each model is slower beside others than alone`, slowdownChart(one)],
      ['matrix', `${name}: each model alone against together`, slowdownMatrix(one)],
    ] as const
    return drawn.flatMap(([kind, title, svg]): Chart[] => {
      const path = numbered(kind, index, one.name)
      return svg === null ? [] : [{ path, title, about: 'sweep', runId: null, sweepId: one.id, svg }]
    })
  })
}

function projectionCharts(runs: readonly RunRecord[]): Chart[] {
  return ownedSides(runs)
    .slice(0, mostProjections)
    .map((sides, index): Chart => ({
      path: numbered('projection', index, `${runTitle(sides.run)} ${sides.api.label}`),
      title: `Projection of ${runLabel(sides.run)} beside ${plainText(sides.api.label)}`,
      about: 'cost',
      runId: null,
      sweepId: null,
      svg: costProjection(sides),
    }))
}

function historyCharts({ history }: Report): Chart[] {
  // A report of an earlier version has none.
  const trends = (history as Report['history'] | undefined) ?? []
  const places = Map.groupBy(trends, ({ key, provenance, fingerprint, conditions }) =>
    JSON.stringify([key, provenance, fingerprint, conditions]),
  )
  return [...places.values()].flatMap((own, index): Chart[] => {
    const svg = historyChart(own)
    const name = plainText(own[0]?.key ?? '')
    const path = numbered('history', index, name.split(' › ').at(-1) ?? '')
    return svg === null
      ? []
      : [{ path, title: `History of ${name}`, about: 'history', runId: null, sweepId: null, svg }]
  })
}

/**
 * Every chart of a report: latency side by side, throughput against concurrency, comparisons, sweeps,
 * cost, and one for each run whose samples are given, by the run's `id`.
 */
export function reportCharts(report: Report, series: ReadonlyMap<string, RunSeries> = new Map()): Chart[] {
  const runs = latestAttempts(report.runs)
  // Levels, configurations and models beside others have charts of their own.
  const standing = runs.filter(({ sweep, together }) => sweep === null && (together ?? null) === null)
  return [
    ...shared(
      'latency',
      'results',
      'Latency of the runs side by side',
      standing.length > 1 ? latencyBars(standing) : null,
    ),
    ...shared('throughput', 'results', 'Output tokens per second against concurrent clients', throughputChart(runs)),
    ...comparisons(runs).flatMap((arms, index) => {
      const test = arms[0]?.test ?? ''
      const name = numbered('comparison', index, test).slice('charts/'.length, -'.svg'.length)
      const curves = `Comparison: ${plainText(test)}: share of requests within a time`
      return shared(name, 'results', `Comparison: ${plainText(test)}`, comparisonChart(arms)).concat(
        shared(`${name}-ecdf`, 'results', curves, ecdfChart(arms, series)),
      )
    }),
    ...sweepCharts(runs),
    ...configurationCharts(runs),
    ...frontCharts(runs),
    ...severalCharts(report.several),
    ...qualityCharts(runs).flatMap(({ name, svg }, index) =>
      shared(numbered('score', index, name).slice('charts/'.length, -'.svg'.length), 'results', `Score ${name}`, svg),
    ),
    ...shared('energy', 'results', 'Energy of an output token', energyChart(runs)),
    ...shared('cost', 'cost', 'Cost of one request', requestCosts(runs)),
    ...shared('cost-split', 'cost', 'Full cost of a request in its parts', costSplit(runs)),
    ...shared('cost-sides', 'cost', 'Local against API: cost of a request', costSides(runs)),
    ...projectionCharts(runs),
    ...historyCharts(report),
    ...runCharts(report.runs, series),
  ]
}

function firstTokenWords(run: RunRecord): string {
  return someGenerate([run]) ? ' and time to first token, and both' : ', and it'
}
