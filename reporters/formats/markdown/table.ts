import { markdownTable } from 'markdown-table'
import { formatCount } from '../../../src/figures.ts'
import { bounded, displayWidth, plainText, truncate } from '../../../src/plain-text.ts'
import { escapeCell } from './escape.ts'
import { blocks } from './section.ts'
import { cutPieces, fits, longestPiece, pieceWidth } from './table-width.ts'

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
 * Where the headings have not all room beside one another there are several tables, each with the first column.
 */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const plain = columns.map((column) => [column.heading, ...rows.map((row) => column.cell(row))].map(plainCell))
  const widest = plain.map((cells) => Math.max(...cells.map(longestPiece)))
  const least = plain.map(([heading = ''], index) =>
    columns[index]?.align === 'right' ? (widest[index] ?? 0) : longestPiece(heading),
  )
  return blocks(
    ...groupsOf(widest, least).map((group) => {
      const most = pieceWidth(group.map((index) => widest[index] ?? 0))
      const cells = [...rows.keys(), rows.length].map((row) =>
        group.map((index) => escapeCell(cutPieces(plain[index]?.[row] ?? '', most))),
      )
      return markdownTable(cells, {
        align: group.map((index) => (columns[index]?.align === 'right' ? 'r' : 'l')),
        stringLength: (text) => Math.min(displayWidth(text), alignedWidth),
      })
    }),
  )
}

/**
 * Columns that stand beside one another.
 * @param widest longest part of each column that no line break can part
 * @param least what of it has to be there: a name can be cut, a heading or a figure can not
 */
function groupsOf(widest: readonly number[], least: readonly number[]): number[][] {
  const groups: number[][] = []
  for (const index of widest.keys()) {
    const group = groups.at(-1)
    if (group === undefined) groups.push([index])
    else if (group.length === 1 || hasRoom([...group, index])) group.push(index)
    else groups.push([0, index])
  }
  return groups

  function hasRoom(group: readonly number[]): boolean {
    const longest = group.map((index) => widest[index] ?? 0)
    const most = pieceWidth(longest)
    return fits(longest, most) && group.every((index) => (least[index] ?? 0) <= most)
  }
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
