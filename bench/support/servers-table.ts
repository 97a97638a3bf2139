import { formatNumber, none } from '../../src/figures.ts'
import { type Column, table } from '../../reporters/formats/markdown/table.ts'
import { totalColumns } from '../../reporters/formats/markdown/run-columns.ts'
import type { RunRecord } from '../../src/record/run.ts'
import type { OwnTimes } from './own-times.ts'

/** A run on one server, and what the server said of it. */
export interface ServerRow {
  readonly name: string
  readonly run: RunRecord
  readonly own: OwnTimes
}

const figure = (value: number | null): string => (value === null ? none : formatNumber(value))

const columns: readonly Column<ServerRow>[] = [
  { heading: 'Run', cell: ({ name }) => name },
  { heading: 'Engine', cell: ({ run }) => run.target.engine ?? none },
  { heading: 'TTFT mean (ms)', align: 'right', cell: ({ run }) => figure(run.metrics.ttft.mean) },
  { heading: 'its own', align: 'right', cell: ({ own }) => figure(own.ttftMs) },
  { heading: 'TPOT mean (ms)', align: 'right', cell: ({ run }) => figure(run.metrics.tpot.mean) },
  { heading: 'its own', align: 'right', cell: ({ own }) => figure(own.tpotMs) },
  { heading: 'ours / its own', align: 'right', cell: ({ run, own }) => ratio(run.metrics.tpot.mean, own.tpotMs) },
  { heading: 'told in', cell: ({ own }) => (own.source === '' ? none : own.source) },
  ...totalColumns([]).map(({ heading, cell }): Column<ServerRow> => ({
    heading,
    align: 'right',
    cell: ({ run }) => cell(run),
  })),
]

/** The runs on all servers in one table, in the form of the report. */
export function serversTable(rows: readonly ServerRow[]): string {
  return table(columns, rows)
}

function ratio(ours: number | null, own: number | null): string {
  return ours === null || own === null ? none : (ours / own).toFixed(3)
}
