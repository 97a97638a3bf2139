import type { RunRecord } from '../../../src/record/run.ts'
import { cutApart } from '../../../src/plain-text.ts'
import { backendLabel, runMarks, runTitle } from '../../words/run-label.ts'
import { colors } from './colors.ts'
import { fitText, textAt } from './svg.ts'

/** Two lines that name a run: its title, and below it model, backend, load and marks. */
export interface RowLabel {
  readonly title: string
  readonly details: string
}

const titleSize = 12
const detailSize = 10

/** The marks that every one of these runs has: they stand once, above all. */
export function commonMarks(runs: readonly RunRecord[]): string[] {
  const [first, ...others] = runs.map(runMarks)
  return (first ?? []).filter((mark) => others.every((marks) => marks.includes(mark)))
}

/** Labels of rows below each other, cut to a width so that they stay different; `common` marks are left out. */
export function rowLabels(runs: readonly RunRecord[], width: number, common: readonly string[] = []): RowLabel[] {
  const titles = namesApart(
    runs.map((run) => runTitle(run)),
    width,
    titleSize,
    true,
  )
  const details = namesApart(
    runs.map((run) => detailsOf(run, common)),
    width,
    detailSize,
  )
  return titles.map((title, index) => ({ title, details: details[index] ?? '' }))
}

/** Names below each other, cut to a width in pixels so that they stay different. */
export function namesApart(names: readonly string[], width: number, size: number, bold = false): string[] {
  return cutApart(names, (name, headShare) => fitText(name, width, size, bold, headShare))
}

function detailsOf(run: RunRecord, common: readonly string[]): string {
  const { kind, concurrency, text } = run.load
  const marks = runMarks(run).filter((mark) => !common.includes(mark))
  const clients = kind === 'open' || concurrency > 1 ? text : null
  return [...marks, clients, run.target.model, backendLabel(run)].filter((detail) => detail !== null).join(' · ')
}

/** The two lines of a label, the first one's foot at `y`. */
export function drawnLabel({ title, details }: RowLabel, x: number, y: number): string[] {
  return [
    textAt(x, y, title, { bold: true, size: titleSize }),
    textAt(x, y + 14, details, { fill: colors.muted, size: detailSize }),
  ]
}
