import { formatCount, formatNumber, formatShare, none } from '../../../src/figures.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { engineSpeedOf, tellsEngineSpeed } from '../../words/engine-speed.ts'
import {
  batchWords,
  inputTokenRate,
  itemRate,
  itemRateCell,
  itemsOf,
  someGenerate,
  someMakeItems,
} from '../../words/items/items-rate.ts'
import { outputRateCell } from '../../words/output-rate.ts'
import { acceptedShare, someDraft } from '../../words/speculation/accepted-drafts.ts'
import { someAreTasks, stepsCell, taskRate } from '../../words/task/task-words.ts'
import { tokenFigure } from '../../words/token-figure.ts'
import { formatInterval, withInterval } from '../../words/interval.ts'
import { isOpen } from '../../words/load-label.ts'
import { backendLabel, runLabel } from '../../words/run-label.ts'
import type { IntervalStatistic, MetricName } from '../../../src/record/metric.ts'
import { plainName } from '../../../src/plain-text.ts'
import type { Column } from './table.ts'

/** Columns of a name in a table. */
const nameWidth = 60

/** A statistic of a metric with its interval beside it. */
export function statisticCell(run: RunRecord, metric: MetricName, statistic: IntervalStatistic): string {
  const record = run.metrics[metric]
  const interval = formatInterval(record.intervals?.[statistic], statistic, record.n)
  return withInterval(formatNumber(record[statistic]), interval)
}

/** Column of the run's name, with its labels. */
export const runColumn: Column<RunRecord> = { heading: 'Run', cell: (run) => runLabel(run, nameWidth) }

/** Column of the load in words. */
export const loadColumn: Column<RunRecord> = { heading: 'Load', cell: (run) => run.load.text }

/** Columns that are there only where runs differ in them; what is the same in all is said once. */
const tellingColumns: readonly Column<RunRecord>[] = [
  { heading: 'Model', cell: (run) => plainName(run.target.model) },
  { heading: 'Backend', cell: (run) => backendLabel(run) ?? none },
  loadColumn,
]

/** One column of what tells these runs from each other: model, backend and load, as far as they differ. */
export function telling(runs: readonly RunRecord[]): Column<RunRecord>[] {
  const different = tellingColumns.filter(({ cell }) => new Set(runs.map(cell)).size > 1)
  if (different.length === 0) return []
  return [
    {
      heading: different.map(({ heading }) => heading).join(', '),
      cell: (run) =>
        different
          .map(({ cell }) => cell(run))
          .filter((text) => text !== none)
          .join(', '),
    },
  ]
}

/** Words that are true of all of the runs, in one line: `Model: TinyLlama · Backend: CPU · Load: 1 client`. */
export function sharedWords(runs: readonly RunRecord[]): string | null {
  const [first] = runs
  if (first === undefined) return null
  const shared = tellingColumns.filter(
    ({ cell }) => cell(first) !== none && cell(first) !== '' && new Set(runs.map(cell)).size === 1,
  )
  return shared.length === 0 ? null : shared.map(({ heading, cell }) => `${heading}: ${cell(first)}`).join(' · ')
}

/** Column of the response time of open loads: under them latency alone would hide the requests that waited. */
export const responseColumn: Column<RunRecord> = {
  heading: 'Response p95 (ms)',
  align: 'right',
  cell: (run) => (isOpen(run) ? statisticCell(run, 'response', 'p95') : none),
}

/** Column of the median time to the first token. */
export const firstTokenColumn: Column<RunRecord> = {
  heading: 'TTFT p50 (ms)',
  align: 'right',
  cell: (run) => formatNumber(run.metrics.ttft.p50),
}

/** Column of the median time of an output token. */
export const tokenColumn: Column<RunRecord> = {
  heading: 'TPOT p50 (ms)',
  align: 'right',
  cell: (run) => tokenFigure(run, run.metrics.tpot.p50),
}

/** Columns of the load as a whole, last in a row. */
export function totalColumns(runs: readonly RunRecord[]): readonly Column<RunRecord>[] {
  return [
    ...(someGenerate(runs) ? [rateColumn] : []),
    ...(someDraft(runs) ? [draftColumn] : []),
    ...(someMakeItems(runs) ? itemColumns : []),
    ...(someAreTasks(runs) ? taskColumns : []),
    ...(runs.some(({ requests }) => requests.failed > 0) ? [successColumn] : []),
    countColumn,
  ]
}

const rateColumn: Column<RunRecord> = {
  heading: 'Tokens/s',
  align: 'right',
  cell: (run) => outputRateCell(run),
}

/** Column of the drafted tokens that were accepted, of runs that drafted some. */
const draftColumn: Column<RunRecord> = {
  heading: 'Drafts accepted',
  align: 'right',
  cell: (run) => acceptedShare(run),
}

/** Columns of runs that make vectors or scores. */
const itemColumns: readonly Column<RunRecord>[] = [
  { heading: 'Items a request', align: 'right', cell: (run) => batchCell(run) },
  { heading: 'Items/s', align: 'right', cell: (run) => itemRateCell(itemRate(run)) },
  { heading: 'Input tokens/s', align: 'right', cell: (run) => itemRateCell(inputTokenRate(run)) },
]

/** Columns of runs of a task. */
const taskColumns: readonly Column<RunRecord>[] = [
  { heading: 'Steps', align: 'right', cell: (run) => stepsCell(run) },
  { heading: 'Tasks/s', align: 'right', cell: (run) => itemRateCell(taskRate(run)) },
]

function batchCell(run: RunRecord): string {
  const items = itemsOf(run)
  return items === null ? none : batchWords(items)
}

const successColumn: Column<RunRecord> = {
  heading: 'Success',
  align: 'right',
  cell: (run) => formatShare(run.throughput.successRate),
}

const countColumn: Column<RunRecord> = {
  heading: 'n',
  align: 'right',
  cell: (run) => formatCount(run.metrics.latency.n),
}

/** Columns of llama.cpp's own speed, beside ours wherever it is known of any of the runs. */
export function engineColumns(runs: readonly RunRecord[]): readonly Column<RunRecord>[] {
  return tellsEngineSpeed(runs) ? ownColumns : []
}

const ownColumns: readonly Column<RunRecord>[] = [
  {
    heading: 'llama.cpp decode (ms/token)',
    align: 'right',
    cell: (run) => formatNumber(engineSpeedOf(run)?.decodeMsPerToken ?? null),
  },
  {
    heading: 'llama.cpp prefill (tokens/s)',
    align: 'right',
    cell: (run) => formatNumber(engineSpeedOf(run)?.prefillTokensPerSecond ?? null),
  },
]
