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
  return ({ id }) => {
    const encoded = columns.get(id)
    return encoded === undefined ? inJournal(id, journalFolder) : decodeColumns(encoded)
  }
}

function inJournal(id: string, folder: string | null): SampleColumns | null {
  if (folder === null) return null
  const journal = runJournals(folder).journals.find(({ header }) => header.id === id)
  if (journal === undefined) return null
  try {
    const { requests } = Requests.read(journal.path)
    requests.orderBySending()
    return requests.measured.columns()
  } catch {
    // A journal that cannot be read is in the notes of its report.
    return null
  }
}
