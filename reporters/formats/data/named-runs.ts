import { runKey } from '../../../src/baseline/run-key.ts'
import { plainText } from '../../../src/plain-text.ts'
import type { Report } from '../../../src/record/report.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { latestAttempts, runMarks } from '../../words/run-label.ts'

/** A run under the name that other programs follow it by. */
export interface NamedRun {
  readonly run: RunRecord
  readonly name: string
}

/**
 * The runs of a report that no retry replaced, each under a name of its own that stays the same from one execution to
 * the next. What its figures are (`synthetic weights`, `partial`) is in the name, so that no program joins them to
 * others without it.
 */
export function namedRuns({ runs }: Pick<Report, 'runs'>): NamedRun[] {
  const taken = new Map<string, number>()
  return latestAttempts(runs).map((run) => {
    const marks = runMarks(run).filter((mark) => !mark.startsWith('retry'))
    const base = plainText(`${runKey(run)}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`)
    const count = (taken.get(base) ?? 0) + 1
    taken.set(base, count)
    return { run, name: count === 1 ? base : `${base} #${count}` }
  })
}
