import type { RunRecord } from '../../../src/record/run.ts'
import { backendLabel, runMarks, runTitle } from '../../words/run-label.ts'
import { colors } from './colors.ts'
import { textAt } from './svg.ts'

/** Name of a run, and below it model, backend, load and marks, each cut to the width. */
export function rowLabel(run: RunRecord, x: number, y: number, width: number): string[] {
  const { kind, concurrency, text } = run.load
  const clients = kind === 'open' || concurrency > 1 ? text : null
  const details = [...runMarks(run), clients, run.target.model, backendLabel(run)]
  return [
    textAt(x, y, runTitle(run), { bold: true, size: 12, width }),
    textAt(x, y + 14, details.filter((detail) => detail !== null).join(' · '), {
      fill: colors.muted,
      size: 10,
      width,
    }),
  ]
}
