import type { Report } from '../../../src/record/report.ts'
import { escapeCell } from './escape.ts'

/** Notes to read before any figure, as a blockquote; empty when there are none. */
export function notesSection(report: Report): string {
  const partial = report.complete
    ? []
    : ['This report is partial: it was interrupted, or a run in it did not end as planned.']
  const notes = [...partial, ...report.notes]
  if (notes.length === 0) return ''
  return ['> **Note**', '>', ...notes.map((note) => `> - ${escapeCell(note)}`)].join('\n')
}
