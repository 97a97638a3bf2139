import type { EncodedColumns } from '../../src/record/samples.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { decodeColumns, type SampleColumns } from '../../src/samples/columns.ts'
import { Requests } from '../../src/samples/requests.ts'
import { runJournals } from './run-journals.ts'

/**
 * Requests by run, read when they are asked for: those of all runs are never held at once. Those of a run that no test
 * could report are in its journal.
 */
export function samplesIn(
  columns: ReadonlyMap<string, EncodedColumns>,
  journalFolder: string | null,
): (run: RunRecord) => SampleColumns | null {
  let paths: ReadonlyMap<string, string> | null = null
  return ({ id }) => {
    const encoded = columns.get(id)
    if (encoded !== undefined) return decodeColumns(encoded)
    if (journalFolder === null) return null
    // Every journal's header is read for it: once for all runs.
    paths ??= pathsIn(journalFolder)
    const path = paths.get(id)
    return path === undefined ? null : inJournal(path)
  }
}

/** Path of the journal of each run; of two with one id the first. */
function pathsIn(folder: string): ReadonlyMap<string, string> {
  return new Map(
    runJournals(folder)
      .journals.map(({ header, path }) => [header.id, path] as const)
      .toReversed(),
  )
}

function inJournal(path: string): SampleColumns | null {
  try {
    const { requests } = Requests.read(path)
    requests.orderBySending()
    return requests.measured.columns()
  } catch {
    // A journal that cannot be read is in the notes of its report.
    return null
  }
}
