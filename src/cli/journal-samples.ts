import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { objectOf, textOf } from '../json.ts'
import type { EncodedColumns } from '../record/samples.ts'
import { encodeColumns } from '../samples/columns.ts'
import { journalsIn, readHeader } from '../samples/read-journal.ts'
import { Requests } from '../samples/requests.ts'

/**
 * The requests of runs by id, from the journals beside a report: report.json has none. The journals
 * of the ten newest executions are kept there; an older report has points only. What cannot be read has none.
 */
export function journalSamples(reportFolder: string, ids: ReadonlySet<string>): Map<string, EncodedColumns> {
  const found = new Map<string, EncodedColumns>()
  for (const [id, path] of journalPaths(reportFolder, ids)) {
    const columns = columnsIn(path)
    if (columns !== null) found.set(id, columns)
  }
  return found
}

/** The journals of runs by id, of those beside a report. */
export function journalPaths(reportFolder: string, ids: ReadonlySet<string>): Map<string, string> {
  const found = new Map<string, string>()
  const parent = join(reportFolder, 'journal')
  for (const folder of foldersOf(parent).toReversed()) {
    for (const path of journalsIn(join(parent, folder))) {
      if (found.size === ids.size) return found
      const id = idOf(path)
      if (id !== null && ids.has(id) && !found.has(id)) found.set(id, path)
    }
  }
  return found
}

function idOf(path: string): string | null {
  try {
    return textOf(objectOf(readHeader(path))?.['id'])
  } catch {
    return null
  }
}

function columnsIn(path: string): EncodedColumns | null {
  try {
    const { requests } = Requests.read(path, false)
    requests.orderBySending()
    const { measured } = requests
    return measured.count === 0 ? null : encodeColumns(measured.columns())
  } catch {
    return null
  }
}

function foldersOf(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return []
  }
}
