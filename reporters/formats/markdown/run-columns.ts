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
import { backendLabel, runLabel } from '../../words/run-label.ts'
import type { Column } from './table.ts'

/** Columns that say which run a row is, of the report and of the job summary. */
export const namingColumns: readonly Column<RunRecord>[] = [
  { heading: 'Run', cell: (run) => runLabel(run) },
  { heading: 'Model', cell: (run) => run.target.model },
  { heading: 'Backend', cell: (run) => backendLabel(run) ?? none },
  { heading: 'Load', cell: (run) => run.load.text },
]

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
    ...endColumns,
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

const endColumns: readonly Column<RunRecord>[] = [
  { heading: 'Success', align: 'right', cell: (run) => formatShare(run.throughput.successRate) },
  { heading: 'n', align: 'right', cell: (run) => formatCount(run.metrics.latency.n) },
]

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
