import { runKey } from '../../../src/baseline/run-key.ts'
import { bounded, plainText } from '../../../src/plain-text.ts'
import type { Report } from '../../../src/record/report.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { latestAttempts, runMarks } from '../../words/run-label.ts'

/** A run under the name that other programs follow it by. */
export interface NamedRun {
  readonly run: RunRecord
  readonly name: string
}

/** Most bytes of a name, in UTF-8: as many as Bencher takes. */
const mostBytes = 1024

/** Bytes behind a name that is cut, for the number of a run. */
const roomForNumber = ' #1000000'.length

/**
 * The runs of a report that no retry replaced, each under a name of its own that stays the same from one execution to
 * the next. What its figures are (`synthetic weights`, `partial`) is in the name, so that no program joins them to
 * others without it.
 */
export function namedRuns({ runs }: Pick<Report, 'runs'>): NamedRun[] {
  // Cut before it is numbered: a number that is cut off would leave two runs with one name.
  const based = latestAttempts(runs).map((run) => ({ run, base: cutAt(wholeName(run), mostBytes - roomForNumber) }))
  const bases = new Set(based.map(({ base }) => base))
  const taken = new Map<string, number>()
  return based.map(({ run, base }) => {
    let count = (taken.get(base) ?? 0) + 1
    // A run may be called as the second of another name would be.
    while (count > 1 && bases.has(`${base} #${count}`)) count++
    taken.set(base, count)
    return { run, name: count === 1 ? base : `${base} #${count}` }
  })
}

function wholeName(run: RunRecord): string {
  const marks = runMarks(run).filter((mark) => !mark.startsWith('retry'))
  return plainText(`${bounded(runKey(run))}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`)
}

/** As many whole characters of a text as so many bytes hold. */
function cutAt(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let used = 0
  const characters = Array.from(text)
  const end = characters.findIndex((character) => (used += Buffer.byteLength(character)) > bytes)
  return characters.slice(0, end).join('')
}
