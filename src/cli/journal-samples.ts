import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RunHeader } from '../plan/header.ts'
import type { EncodedColumns } from '../record/samples.ts'
import { columnsOf, encodeColumns } from '../samples/columns.ts'
import { readJournals } from '../samples/journal.ts'

/**
 * The requests of runs by id, from the journals beside a report: report.json has none. The journals
 * of the ten newest executions are kept there; an older report has points only.
 */
export function journalSamples(reportFolder: string, ids: ReadonlySet<string>): Map<string, EncodedColumns> {
  const found = new Map<string, EncodedColumns>()
  const parent = join(reportFolder, 'journal')
  for (const folder of foldersOf(parent).toReversed()) {
    if (found.size === ids.size) break
    for (const { header, samples } of readJournals<RunHeader>(join(parent, folder))) {
      if (!ids.has(header.id) || found.has(header.id)) continue
      const measured = samples.filter(({ phase }) => phase === 'measured')
      if (measured.length > 0) found.set(header.id, encodeColumns(columnsOf(measured)))
    }
  }
  return found
}

function foldersOf(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return []
  }
}
