import { metricDefinitions, metricNames } from '../../../../src/metrics/definitions.ts'
import type { IntervalStatistic, MetricName, MetricRecord } from '../../../../src/record/metric.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { restOnEstimate } from '../../../../src/verdicts/estimated-tokens.ts'
import { formatCount, formatNumber, none } from '../../../../src/figures.ts'
import { formatInterval, formatWithFailures, intervalName } from '../../../words/interval.ts'
import { blocks } from '../section.ts'
import { type Column, table } from '../table.ts'

interface NamedMetric {
  readonly label: string
  readonly record: MetricRecord
}

function used(run: RunRecord): NamedMetric[] {
  return metricNames
    .map((name) => ({ label: labelOf(run, name), record: run.metrics[name] }))
    .filter(({ record }) => record.n > 0 || record.adjusted.infinite > 0)
}

/** Heading of a metric, which says where its tokens are an estimate. */
function labelOf(run: RunRecord, name: MetricName): string {
  const { label } = metricDefinitions[name]
  return restOnEstimate(run, [name]) ? `${label}, estimated` : label
}

function statistic(heading: string, value: (record: MetricRecord) => number | null): Column<NamedMetric> {
  return { heading, align: 'right', cell: ({ record }) => formatNumber(value(record)) }
}

const label: Column<NamedMetric> = { heading: 'Metric', cell: (metric) => metric.label }
/** The figure that percentile claims judge where requests failed. */
const withFailures: Column<NamedMetric> = {
  heading: 'p95 incl. failures',
  align: 'right',
  cell: ({ record }) => formatWithFailures(record, 'p95'),
}

const columns: readonly Column<NamedMetric>[] = [
  label,
  { heading: 'Unit', cell: ({ record }) => record.unit },
  { heading: 'n', align: 'right', cell: ({ record }) => formatCount(record.n) },
  statistic('mean', ({ mean }) => mean),
  statistic('sd', ({ sd }) => sd),
  statistic('min', ({ min }) => min),
  statistic('p50', ({ p50 }) => p50),
  statistic('p90', ({ p90 }) => p90),
  statistic('p95', ({ p95 }) => p95),
  statistic('p99', ({ p99 }) => p99),
  statistic('max', ({ max }) => max),
]

/** Point statistics of every metric the run has; p95 with the failures in it where requests failed. */
export function metricsTable(run: RunRecord): string {
  const metrics = used(run)
  if (metrics.length === 0) return 'No request was answered: there are no figures.'
  const failures = metrics.some((metric) => withFailures.cell(metric) !== none)
  return table(failures ? [...columns, withFailures] : columns, metrics)
}

const intervalStatistics: readonly IntervalStatistic[] = ['mean', 'p50', 'p90', 'p95', 'p99']

/** The intervals of every metric that has them. */
export function intervalsTable(run: RunRecord): string | null {
  const metrics = used(run).filter(({ record }) => record.intervals !== null)
  const interval = metrics[0]?.record.intervals?.p95
  if (interval === undefined) return null
  const cells = intervalStatistics.map((name): Column<NamedMetric> => ({
    heading: name,
    align: 'right',
    cell: ({ record }) => formatInterval(record.intervals?.[name], name, record.n),
  }))
  return blocks(`**${intervalName(interval)}s**`, table([label, ...cells], metrics))
}
