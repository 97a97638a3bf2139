import type { MetricName } from '../../../src/record/metric.ts'
import type { Chart } from '../../charts/kit/chart.ts'
import { formatCount, formatNumber, formatShare, none } from '../../../src/figures.ts'
import { plainName } from '../../../src/plain-text.ts'
import { escapeCell } from './escape.ts'
import { sentRate } from '../../words/load-label.ts'
import { answerRate, outputRateCell, windowMark } from '../../words/output-rate.ts'
import type { Report } from '../../../src/record/report.ts'
import { provenanceLabel, runMarks } from '../../words/run-label.ts'
import { estimatedMark } from '../../words/token-figure.ts'
import { levelText, type Sweep, sweepsOf, type SweptRun, sweptMetric } from '../../words/sweeps/sweeps.ts'
import { chartImages } from './chart-images.ts'
import { blocks, section } from './section.ts'
import { limitSentence } from '../../words/sweeps/sweep-limit.ts'
import { folded } from './folded.ts'
import { engineColumns, statisticCell } from './run-columns.ts'
import { sentenceText } from './sentence.ts'
import { type Column, tableOfFirst } from './table.ts'

const verdicts = { pass: '✓ met', fail: '✗ missed', inconclusive: '? inconclusive' } as const

function percentiles(
  heading: string,
  metric: MetricName,
  mark: (run: SweptRun) => string = () => '',
): Column<SweptRun> {
  return {
    heading: `${heading} p50 / p95 / p99 (ms)`,
    align: 'right',
    cell: (run) => {
      const { n, p50, p95, p99 } = run.metrics[metric]
      return n === 0 ? none : `${[p50, p95, p99].map((value) => formatNumber(value)).join(' / ')}${mark(run)}`
    },
  }
}

/** Rows of levels at most. */
const mostRows = 60

function levelColumn(variable: Sweep['variable']): Column<SweptRun> {
  return {
    heading: 'Level',
    align: 'right',
    cell: (run) => {
      const marks = runMarks(run)
      return `${levelText(variable, run.level)}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`
    },
  }
}

function columnsFor({ variable, levels }: Sweep): Column<SweptRun>[] {
  const sent: Column<SweptRun> = { heading: 'Sent of asked (requests/s)', align: 'right', cell: sentRate }
  const goodput: Column<SweptRun> = { heading: 'Goodput', align: 'right', cell: (run) => goodputOf(run) ?? none }
  const objective: Column<SweptRun> = {
    heading: 'Objective',
    cell: ({ sweep }) => (sweep.verdict === null ? none : verdicts[sweep.verdict]),
  }
  return [
    levelColumn(variable),
    ...(variable === 'rate' ? [sent] : []),
    { heading: 'Requests/s', align: 'right', cell: ({ throughput }) => requestsCell(throughput) },
    { heading: 'Tokens/s', align: 'right', cell: (run) => outputRateCell(run) },
    ...(variable === 'rate' ? [] : [late('TTFT', 'ttft')]),
    late(variable === 'rate' ? 'Response' : 'Latency', sweptMetric(variable)),
    { heading: 'Success', align: 'right', cell: ({ throughput }) => formatShare(throughput.successRate) },
    ...(levels.some((run) => goodputOf(run) !== null) ? [goodput] : []),
    ...(levels.some(({ sweep }) => sweep.verdict !== null) ? [objective] : []),
    { heading: 'n', align: 'right', cell: ({ metrics }) => formatCount(metrics.latency.n) },
  ]
}

const doubts: Column<SweptRun> = { heading: 'Invalid checks', cell: (run) => invalidChecks(run).join(', ') || none }

/** The percentiles of each level, which are folded. */
function percentileColumns({ variable, levels }: Sweep): Column<SweptRun>[] {
  return [
    levelColumn(variable),
    percentiles('TTFT', 'ttft'),
    percentiles('TPOT', 'tpot', estimatedMark),
    ...engineColumns(levels),
    percentiles('Latency', 'latency'),
    ...(variable === 'rate' ? [percentiles('Response', 'response')] : []),
    ...(levels.some((run) => invalidChecks(run).length > 0) ? [doubts] : []),
  ]
}

function late(heading: string, metric: MetricName): Column<SweptRun> {
  return { heading: `${heading} p95 (ms)`, align: 'right', cell: (run) => statisticCell(run, metric, 'p95') }
}

/** Answered requests per second, over the same window as the tokens beside it. */
function requestsCell(throughput: SweptRun['throughput']): string {
  const steady = (throughput.steady?.requestsPerSecond ?? null) !== null
  return `${formatNumber(answerRate(throughput))}${windowMark(steady ? 'steady' : 'whole')}`
}

/** Goodput as a claim of the run observed it: it has no figure of its own, but is of limits that a claim names. */
function goodputOf({ claims }: SweptRun): string | null {
  const claim = claims.find(({ metric }) => metric === 'goodput')
  return typeof claim?.observed === 'number' ? formatShare(claim.observed) : null
}

function invalidChecks({ checks }: SweptRun): string[] {
  return checks.flatMap(({ id, status }) => (status === 'invalid' ? [id] : []))
}

function sweepPart(sweep: Sweep, charts: readonly Chart[]): string {
  const { name, variable, levels } = sweep
  const [first] = levels
  if (first === undefined) return ''
  const label = provenanceLabel(first.provenance)
  const limit = limitSentence(sweep)
  const from = levelText(variable, first.level)
  const to = levelText(variable, levels.at(-1)?.level ?? first.level)
  const axis = variable === 'rate' ? 'requests per second' : 'concurrent clients'
  const most = formatCount(first.workload.maxTokens)
  return section(
    `### Sweep: ${escapeCell(plainName(name))}${label === null ? '' : ` (${label})`}`,
    sentenceText(`${first.target.model} · ${axis} from ${from} to ${to} · at most ${most} tokens`),
    chartImages(charts.filter(({ sweepId }) => sweepId === sweep.id)),
    tableOfFirst(columnsFor(sweep), levels, mostRows),
    limit === null ? null : sentenceText(limit),
    folded('Percentiles of each level', tableOfFirst(percentileColumns(sweep), levels, mostRows)),
  )
}

/** Section of the sweeps: the rate the target gives at each load, and its price in waiting. */
export function sweepsSection(report: Report, charts: readonly Chart[]): string {
  const sweeps = sweepsOf(report.runs)
  if (sweeps.length === 0) return ''
  const rates = sweeps.some(({ variable }) => variable === 'rate')
  return section(
    '## Sweeps',
    blocks(
      'One workload at several loads, each level a run of its own; its intervals and checks are in its details.',
      rates
        ? `At fixed rates the charts show the ${sweptMetric('rate')} time, in which nobody's wait is hidden.`
        : null,
    ),
    ...sweeps.map((sweep) => sweepPart(sweep, charts)),
  )
}
