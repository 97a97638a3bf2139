import { markdownTable } from 'markdown-table'
import { displayWidth } from '../../../src/plain-text.ts'
import { escapeCell } from './escape.ts'

/** One column: its heading, its alignment, and its cell of a row. */
export interface Column<Row> {
  readonly heading: string
  readonly align?: 'left' | 'right'
  readonly cell: (row: Row) => string
}

/** A GitHub-flavoured table; every heading and cell is escaped here, so cells are plain text. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = [
    columns.map((column) => escapeCell(column.heading)),
    ...rows.map((row) => columns.map((column) => escapeCell(column.cell(row)))),
  ]
  return markdownTable(cells, {
    align: columns.map((column) => (column.align === 'right' ? 'r' : 'l')),
    stringLength: displayWidth,
  })
}

/** A two-column table of facts; facts whose value is null are left out. */
export function factTable(heading: string, facts: readonly (readonly [string, string | null])[]): string {
  return table(
    [
      { heading, cell: ([name]) => name },
      { heading: 'Value', cell: ([, value]) => value },
    ],
    facts.filter((fact): fact is readonly [string, string] => fact[1] !== null),
  )
}
