import { displayWidth } from '../plain-text.ts'

/** Rows as columns of equal width, two spaces apart: the first left-aligned, the last too. */
export function align(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell)))
          return column === 0 || column === columns - 1 ? `${cell}${space}` : `${space}${cell}`
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
