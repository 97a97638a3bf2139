import { metricNames } from '../../metrics/definitions.ts'
import { adjustedSeries, type MeasuredColumns } from '../../metrics/series.ts'
import { throughputOf } from '../../metrics/throughput.ts'
import type { LaunchStart, RunHeader } from '../../plan/header.ts'
import type { JsonNumber } from '../../record/figure.ts'
import type { LaunchFigures, LaunchRecord } from '../../record/run.ts'
import { columnNames, type SampleColumns } from '../../samples/columns.ts'
import { momentsOf } from '../../stats/moments.ts'
import { medianOf } from '../../stats/quantiles/median.ts'

/** The measured requests of a run, as launches are told from them. */
type Measured = Pick<MeasuredColumns, 'columns' | 'concurrency'>

/**
 * The launches of a run, each with one value of each metric: also of a run that ended early, whose finished launches
 * are as good as any.
 * @param started launches as the run began to use them; empty where nobody could tell any more
 */
export function launchRecords(
  header: Pick<RunHeader, 'startedAt' | 'facts' | 'plan'>,
  started: readonly LaunchStart[],
  { columns, concurrency }: Measured,
): LaunchRecord[] {
  const starts = started.length > 0 ? started : startsBySlot(header, columns)
  if (starts.length < 2) {
    const [only] = starts
    const { startupMs, loadTimeMs } = only ?? header.facts
    const requests = columns.sent.length
    const figures = { slot: null, requests, figures: {}, tokensPerSecond: null, ...perUnit(null, columns) }
    return [{ kind: 'launch', startedAt: only?.startedAt ?? header.startedAt, startupMs, loadTimeMs, ...figures }]
  }
  return starts.map((start) => {
    const own = { columns: rowsOf(columns, start.slot), concurrency, gaps: new Float64Array() }
    const { steady, tokensPerSecond } = throughputOf(own.columns, concurrency)
    const { kind, slot, startedAt, startupMs, loadTimeMs, grossJoules = null } = start
    const { joulesPerRequest, joulesPerOutputToken } = perUnit(grossJoules, own.columns)
    return {
      kind,
      slot,
      startedAt,
      startupMs,
      loadTimeMs,
      requests: own.columns.sent.length,
      figures: figuresOf(own),
      tokensPerSecond: steady?.tokensPerSecond ?? tokensPerSecond,
      joulesPerRequest,
      joulesPerOutputToken,
    }
  })
}

/** Launches of a run that was killed: the turns that its requests were made in. */
function startsBySlot(
  { startedAt, facts, plan }: Pick<RunHeader, 'startedAt' | 'facts' | 'plan'>,
  { slot: slots }: SampleColumns,
): LaunchStart[] {
  const isSeveral = plan.launches === 'auto' || plan.launches > 1
  if (!isSeveral) return []
  const kind = facts.target.kind === 'model' || facts.target.kind === 'server' ? 'launch' : 'block'
  return [...new Set(slots)].map((slot) => ({ kind, slot, startedAt, startupMs: null, loadTimeMs: null }))
}

/** Energy of a launch over its completed requests, and over their output tokens. */
function perUnit(
  joules: number | null,
  columns: SampleColumns,
): Pick<LaunchRecord, 'joulesPerRequest' | 'joulesPerOutputToken'> {
  const over = (count: number): JsonNumber => (joules === null || !(count > 0) ? null : joules / count)
  let [completed, tokens] = [0, 0]
  for (const [row, failed] of columns.failed.entries()) {
    if (failed !== 0) continue
    completed++
    tokens += columns.outputTokens[row] as number
  }
  return { joulesPerRequest: over(completed), joulesPerOutputToken: over(tokens) }
}

function rowsOf(columns: SampleColumns, slot: number): SampleColumns {
  let count = 0
  for (const own of columns.slot) if (own === slot) count++
  return Object.fromEntries(
    columnNames.map((name) => [name, ownOf(columns[name], columns.slot, slot, count)]),
  ) as unknown as SampleColumns
}

function ownOf(column: Float64Array, slots: Float64Array, slot: number, count: number): Float64Array {
  const own = new Float64Array(count)
  let place = 0
  for (const [row, value] of column.entries()) if (slots[row] === slot) own[place++] = value
  return own
}

function figuresOf(own: MeasuredColumns): LaunchRecord['figures'] {
  return Object.fromEntries(
    metricNames.flatMap((metric): [string, LaunchFigures][] => {
      const series = adjustedSeries(metric, own)
      if (series.length === 0) return []
      return [[metric, { p50: finite(medianOf(series)), mean: finite(momentsOf(series).mean) }]]
    }),
  )
}

function finite(value: number): JsonNumber {
  return Number.isFinite(value) ? value : null
}
