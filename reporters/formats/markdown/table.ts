import { markdownTable } from 'markdown-table'
import { formatCount } from '../../../src/figures.ts'
import { bounded, displayWidth, plainText, truncate } from '../../../src/plain-text.ts'
import { escapeCell } from './escape.ts'
import { blocks } from './section.ts'
import { cutPieces, longestPiece, pieceWidth } from './table-width.ts'

/** One column: its heading, its alignment, and its cell of a row. */
export interface Column<Row> {
  readonly heading: string
  readonly align?: 'left' | 'right'
  readonly cell: (row: Row) => string
}

/** Columns that a cell takes at most: what is longer is in report.json. */
const cellWidth = 400
/** Width up to which cells are filled up with blanks: one long cell would make every row as long. */
const alignedWidth = 36

/**
 * A GitHub-flavoured table, no wider than GitHub's column; every heading and cell is made plain, cut and escaped here.
 */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const plain = [
    columns.map((column) => plainCell(column.heading)),
    ...rows.map((row) => columns.map((column) => plainCell(column.cell(row)))),
  ]
  const widest = columns.map((_, index) => Math.max(...plain.map((row) => longestPiece(row[index] ?? ''))))
  const most = pieceWidth(widest)
  const cells = plain.map((row) => row.map((text) => escapeCell(cutPieces(text, most))))
  return markdownTable(cells, {
    align: columns.map((column) => (column.align === 'right' ? 'r' : 'l')),
    stringLength: (text) => Math.min(displayWidth(text), alignedWidth),
  })
}

function plainCell(text: string): string {
  return truncate(plainText(bounded(text)), cellWidth)
}

/** A table of the first rows, and a sentence that says how many more there are. */
export function tableOfFirst<Row>(columns: readonly Column<Row>[], rows: readonly Row[], most: number): string {
  const left = rows.length - most
  if (left <= 0) return table(columns, rows)
  return blocks(
    table(columns, rows.slice(0, most)),
    `${formatCount(left)} more ${left === 1 ? 'row is' : 'rows are'} left out here: report.json has them.`,
  )
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
