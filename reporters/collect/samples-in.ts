import type { EncodedColumns } from '../../src/record/samples.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { decodeColumns } from '../../src/samples/columns.ts'
import { Requests } from '../../src/samples/requests.ts'
import { type Digest, digestOf } from '../../src/stats/quantiles/digest.ts'
import type { RunSamples } from '../formats/data/data-output.ts'
import { runJournals } from './run-journals.ts'

/** Requests that are held, by run: their columns, and the gaps between their chunks. */
export interface HeldSamples {
  readonly columns: ReadonlyMap<string, EncodedColumns>
  readonly gaps: ReadonlyMap<string, Digest>
}

/**
 * Requests by run, read when they are asked for: those of all runs are never held at once. Those of a run that no test
 * could report are in its journal.
 * @param journals paths of the journals by run; asked once, for every journal's header may be read for it
 */
export function samplesIn(
  { columns, gaps }: HeldSamples,
  journals: () => ReadonlyMap<string, string>,
): (run: RunRecord) => RunSamples | null {
  let paths: ReadonlyMap<string, string> | null = null
  return ({ id }) => {
    const encoded = columns.get(id)
    if (encoded !== undefined) return { columns: decodeColumns(encoded), gaps: () => gaps.get(id) ?? null }
    paths ??= journals()
    const path = paths.get(id)
    return path === undefined ? null : inJournal(path)
  }
}

/** Path of the journal of each run in a folder; of two with one id the first. None without a folder. */
export function pathsIn(folder: string | null): ReadonlyMap<string, string> {
  if (folder === null) return new Map()
  return new Map(
    runJournals(folder)
      .journals.map(({ header, path }) => [header.id, path] as const)
      .toReversed(),
  )
}

function inJournal(path: string): RunSamples | null {
  try {
    const { requests } = Requests.read(path, false)
    requests.orderBySending()
    return requests.measured.count === 0 ? null : { columns: requests.measured.columns(), gaps: () => gapsOf(requests) }
  } catch {
    // A journal that cannot be read is in the notes of its report.
    return null
  }
}

function gapsOf(requests: Requests): Digest | null {
  try {
    const { values } = requests.gaps()
    return digestOf(values, values.length)
  } catch {
    return null
  }
}
