import { plainFact } from '../../../src/plain-text.ts'

/** Characters with which a cell begins that spreadsheets take for a formula. */
const formula = /^[=+\-@]/u

/**
 * A line of CSV (RFC 4180). Numbers stand with every digit; a missing one is an empty cell. A text that a spreadsheet
 * would compute gets an apostrophe before it: names of models are not ours.
 */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

function cellOf(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  if (typeof value === 'boolean') return String(value)
  const text = plainFact(value)
  const safe = formula.test(text) ? `'${text}` : text
  return /[",]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
