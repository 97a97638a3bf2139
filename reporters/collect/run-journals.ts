import { basename } from 'node:path'
import { formatCount } from '../../src/figures.ts'
import { plainExcerpt } from '../../src/plain-text.ts'
import type { RunHeader } from '../../src/plan/header.ts'
import { isRunHeader } from '../../src/plan/header-shape.ts'
import { journalsIn, readHeader } from '../../src/samples/read-journal.ts'
import { systemReason } from '../../src/system-error.ts'

/** A journal that a run is written down in. */
export interface RunJournal {
  readonly path: string
  readonly header: RunHeader
}

/** Journals of a folder, and a sentence about each entry that is none. */
export interface RunJournals {
  readonly journals: readonly RunJournal[]
  readonly notes: readonly string[]
}

/** Columns that a file's name may take in a sentence. */
const longestName = 80

/** The journals in a folder, of which only the first line is read. */
export function runJournals(folder: string): RunJournals {
  const journals: RunJournal[] = []
  const notes: string[] = []
  for (const path of journalsIn(folder)) {
    try {
      const header = readHeader(path)
      if (isRunHeader(header)) journals.push({ path, header })
      else notes.push(`${named(path)} does not begin with the header of a run: its requests are not in this report.`)
    } catch (error) {
      notes.push(unreadable(path, error))
    }
  }
  return { journals, notes }
}

/** The sentence about a journal that cannot be read. */
export function unreadable(path: string, error: unknown): string {
  return `${named(path)} cannot be read (${systemReason(error)}): its requests are not in this report.`
}

/** The sentence about a journal that was written by another version, or by a failing disk. */
export function unlike(path: string, field: string): string {
  return (
    `${named(path)} is damaged, or another version of this package wrote it (${plainExcerpt(field, longestName)}): ` +
    'its requests are not in this report.'
  )
}

/** The sentence about lines of a journal that cannot be read; none where there are none. */
export function damagedNotes({ path, header }: RunJournal, damaged: number): string[] {
  if (damaged === 0) return []
  const lines = damaged === 1 ? '1 line' : `${formatCount(damaged)} lines`
  const [name, file] = [header.name, basename(path)].map((text) => plainExcerpt(text, longestName))
  return [`${lines} of the journal of ${name} (${file}) cannot be read: these requests are not in this report.`]
}

function named(path: string): string {
  return `The journal ${plainExcerpt(basename(path), longestName)}`
}
