import type { MetricName } from '../../src/metrics/definitions.ts'
import type { Chart } from '../charts/chart.ts'
import { formatCount, formatNumber, formatShare, none } from '../format.ts'
import { sentRate } from '../load-label.ts'
import type { Report } from '../report.ts'
import { provenanceLabel, runMarks } from '../run-label.ts'
import { levelText, type Sweep, sweepsOf, type SweptRun, sweptMetric } from '../sweeps.ts'
import { chartImages } from './chart-images.ts'
import { escapeCell } from './escape.ts'
import { blocks, section } from './section.ts'
import { type Column, table } from './table.ts'

/** Growth of the rate from one level to the next that is no growth. */
const flat = 1.05

const verdicts = { pass: '✓ met', fail: '✗ missed', inconclusive: '? inconclusive' } as const

function percentiles(heading: string, metric: MetricName): Column<SweptRun> {
  return {
    heading: `${heading} p50 / p95 / p99 (ms)`,
    align: 'right',
    cell: ({ metrics }) => {
      const { n, p50, p95, p99 } = metrics[metric]
      return n === 0 ? none : [p50, p95, p99].map((value) => formatNumber(value)).join(' / ')
    },
  }
}

function columnsFor({ variable, levels }: Sweep): Column<SweptRun>[] {
  const label = (run: SweptRun): string => {
    const marks = runMarks(run)
    return `${levelText(variable, run.sweep.level)}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`
  }
  const sent: Column<SweptRun> = { heading: 'Sent of asked (requests/s)', align: 'right', cell: sentRate }
  const goodput: Column<SweptRun> = { heading: 'Goodput', align: 'right', cell: (run) => goodputOf(run) ?? none }
  const objective: Column<SweptRun> = { heading: 'Objective', cell: ({ sweep }) => (sweep.verdict === null ? none : verdicts[sweep.verdict]) }
  const doubts: Column<SweptRun> = { heading: 'Invalid checks', cell: (run) => invalidChecks(run).join(', ') || none }
  return [
    { heading: 'Level', align: 'right', cell: label },
    ...(variable === 'rate' ? [sent] : []),
    { heading: 'Requests/s', align: 'right', cell: ({ throughput }) => formatNumber(throughput.requestsPerSecond) },
    { heading: 'Tokens/s', align: 'right', cell: ({ throughput }) => formatNumber(throughput.tokensPerSecond) },
    percentiles('TTFT', 'ttft'),
    percentiles('TPOT', 'tpot'),
    percentiles('Latency', 'latency'),
    ...(variable === 'rate' ? [percentiles('Response', 'response')] : []),
    { heading: 'Success', align: 'right', cell: ({ throughput }) => formatShare(throughput.successRate) },
    ...(levels.some((run) => goodputOf(run) !== null) ? [goodput] : []),
    ...(levels.some(({ sweep }) => sweep.verdict !== null) ? [objective] : []),
    { heading: 'n', align: 'right', cell: ({ metrics }) => formatCount(metrics.latency.n) },
    ...(levels.some((run) => invalidChecks(run).length > 0) ? [doubts] : []),
  ]
}

/** Goodput has no figure of its own: it is of limits that a claim names. */
function goodputOf({ claims }: SweptRun): string | null {
  const claim = claims.find(({ metric }) => metric === 'goodput')
  return typeof claim?.observed === 'number' ? formatShare(claim.observed) : null
}

function invalidChecks({ checks }: SweptRun): string[] {
  return checks.flatMap(({ id, status }) => (status === 'invalid' ? [id] : []))
}

/** Where the rate of answers stops growing, in a sentence; null where no level has a rate. */
function peakSentence({ variable, levels }: Sweep): string | null {
  const rates = levels.flatMap((run) => {
    const rate = run.throughput.requestsPerSecond
    return rate === null ? [] : [{ level: run.sweep.level, rate }]
  })
  const highest = Math.max(...rates.map(({ rate }) => rate))
  // The first level that comes close to the highest rate: what lies above it adds waiting.
  const reached = rates.findIndex(({ rate }) => rate * flat >= highest)
  const at = rates[reached]
  if (at === undefined || rates.length < 2) return null
  const figure = `${formatNumber(at.rate)} a second, at ${levelText(variable, at.level)}`
  return reached === rates.length - 1
    ? `The rate of answers grew to the highest level, ${figure}: what the target can do was not reached.`
    : `The rate of answers stops growing at ${figure}: more load than that adds waiting only.`
}

function sweepPart(sweep: Sweep, charts: readonly Chart[]): string {
  const { name, variable, levels } = sweep
  const [first] = levels
  if (first === undefined) return ''
  const label = provenanceLabel(first.provenance)
  const peak = peakSentence(sweep)
  return section(
    `### Sweep: ${escapeCell(name)}${label === null ? '' : ` (${label})`}`,
    escapeCell(
      `${first.target.model} · ${variable === 'rate' ? 'requests per second' : 'concurrent clients'} from ${levelText(variable, first.sweep.level)} to ${levelText(variable, levels.at(-1)?.sweep.level ?? first.sweep.level)} · at most ${formatCount(first.workload.maxTokens)} tokens`,
    ),
    chartImages(charts.filter(({ sweepId }) => sweepId === sweep.id)),
    table(columnsFor(sweep), levels),
    peak === null ? null : escapeCell(peak),
  )
}

/** Each sweep: what the target gives at which load, and what that costs in waiting. */
export function sweepsSection(report: Report, charts: readonly Chart[]): string {
  const sweeps = sweepsOf(report.runs)
  if (sweeps.length === 0) return ''
  const rates = sweeps.some(({ variable }) => variable === 'rate')
  return section(
    '## Sweeps',
    blocks(
      'One workload at several loads, each level a run of its own; its intervals and checks are in its details.',
      rates ? `At fixed rates the charts show the ${sweptMetric('rate')} time, in which nobody's wait is hidden.` : null,
    ),
    ...sweeps.map((sweep) => sweepPart(sweep, charts)),
  )
}
