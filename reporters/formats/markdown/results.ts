import type { IntervalStatistic, MetricName } from '../../../src/record/metric.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import type { Chart } from '../../charts/kit/chart.ts'
import { formatNumber, none } from '../../../src/figures.ts'
import { formatInterval, intervalName, withInterval } from '../../words/interval.ts'
import type { Report } from '../../../src/record/report.ts'
import { tellsEngineSpeed } from '../../words/engine-speed.ts'
import { isOpen, sentRate } from '../../words/load-label.ts'
import { someGenerate } from '../../words/items/items-rate.ts'
import { outputRate } from '../../words/output-rate.ts'
import { chartImages } from './chart-images.ts'
import { section } from './section.ts'
import { engineColumns, firstTokenColumn, namingColumns, tokenColumn, totalColumns } from './run-columns.ts'
import { type Column, table } from './table.ts'

/** A statistic of a metric with its interval beside it. */
export function statisticCell(run: RunRecord, metric: MetricName, statistic: IntervalStatistic): string {
  const record = run.metrics[metric]
  const interval = formatInterval(record.intervals?.[statistic], statistic, record.n)
  return withInterval(formatNumber(record[statistic]), interval)
}

const lateFirstTokenColumn: Column<RunRecord> = {
  heading: 'TTFT p95 (ms)',
  align: 'right',
  cell: (run) => formatNumber(run.metrics.ttft.p95),
}

function columns(runs: readonly RunRecord[]): readonly Column<RunRecord>[] {
  return [
    ...namingColumns,
    { heading: 'p50 (ms)', align: 'right', cell: (run) => statisticCell(run, 'latency', 'p50') },
    { heading: 'p95 (ms)', align: 'right', cell: (run) => statisticCell(run, 'latency', 'p95') },
    { heading: 'p99 (ms)', align: 'right', cell: (run) => statisticCell(run, 'latency', 'p99') },
    ...(someGenerate(runs) ? [firstTokenColumn, lateFirstTokenColumn, tokenColumn] : []),
    ...engineColumns(runs),
    ...totalColumns(runs),
  ]
}

/** Columns of open loads: under them latency alone would hide the requests that waited to be sent. */
const openColumns: readonly Column<RunRecord>[] = [
  { heading: 'Sent of asked (requests/s)', align: 'right', cell: sentRate },
  {
    heading: 'Response p95 (ms)',
    align: 'right',
    cell: (run) => (isOpen(run) ? statisticCell(run, 'response', 'p95') : none),
  },
]

/** The columns, with those of open loads after the load where there is one. */
function columnsFor(runs: readonly RunRecord[]): Column<RunRecord>[] {
  const all = columns(runs)
  const after = all.findIndex(({ heading }) => heading === 'Load') + 1
  return runs.some(isOpen) ? all.toSpliced(after, 0, ...openColumns) : [...all]
}

/** Section of the results: one row a run, with the charts that set runs side by side. */
export function resultsSection(report: Report, charts: readonly Chart[]): string {
  if (report.runs.length === 0) return ''
  const failures = report.runs.some((run) => run.requests.failed > 0)
    ? 'Where requests failed, these percentiles are over the answered ones. Claims judge the adjusted series, ' +
      'in which a failed request took forever: see the details of the run.'
    : null
  const open = report.runs.some(isOpen)
    ? 'Open loads send at fixed moments, whoever is still waiting: their response time counts from that moment ' +
      'and hides no wait, latency counts from when a request was really sent.'
    : null
  const interleaved = report.runs.some((run) => run.load.interleaved)
    ? 'Some runs were interleaved, by `bench.compare` or `configurations`: compare them with each other, ' +
      'not with runs measured alone.'
    : null
  const steady = report.runs.some((run) => outputRate(run)?.window === 'steady')
    ? 'Tokens/s marked “steady” are of the time in which every client was busy, ramp-up and drain left out, ' +
      'and so is their interval.'
    : null
  const engine = tellsEngineSpeed(report.runs)
    ? 'llama.cpp’s own speed is by its own clock: decoding without choosing the token, prefill without the template ' +
      'and the first token; TPOT and TTFT have these in them.'
    : null
  const interval = report.runs.find((run) => run.metrics.latency.intervals !== null)?.metrics.latency.intervals?.p95
  const caption =
    `p50, p95 and p99 are of end-to-end latency. In brackets: the ${intervalName(interval)}; ` +
    '“needs 59” means that so many samples would bound that end.'
  return section(
    '## Results',
    table(columnsFor(report.runs), report.runs),
    caption,
    engine,
    steady,
    open,
    failures,
    interleaved,
    chartImages(charts.filter((chart) => chart.runId === null && chart.about === 'results')),
  )
}
