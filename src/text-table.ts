import { displayWidth } from './plain-text.ts'

/** A cell of a table for a terminal; colour takes no columns. */
export interface TextCell {
  readonly text: string
  readonly colour?: (text: string) => string
}

type Row = readonly (string | TextCell)[]

/** Spaces between two columns. */
export const columnGap = '  '

/** Columns of a terminal that each column of the rows takes: as wide as its widest cell. */
export function columnWidths(rows: readonly Row[]): number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => displayWidth(textOf(row[column] ?? '')))),
  )
}

/** The rows with their columns below each other: the first and the last to the left, figures between to the right. */
export function alignRows(rows: readonly Row[]): string[] {
  const widths = columnWidths(rows)
  return rows.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0, column === 0 || column === widths.length - 1))
      .join(columnGap)
      .trimEnd(),
  )
}

function textOf(cell: string | TextCell): string {
  return typeof cell === 'string' ? cell : cell.text
}

function padded(cell: string | TextCell, width: number, left: boolean): string {
  const text = textOf(cell)
  const shown = typeof cell === 'string' ? cell : (cell.colour?.(text) ?? text)
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return left ? `${shown}${space}` : `${space}${shown}`
}
