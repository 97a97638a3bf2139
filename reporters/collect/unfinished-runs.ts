import { buildRun } from '../../src/runs/build-run.ts'
import { readRunEnd } from '../../src/plan/written-end.ts'
import type { RunEnd, RunHeader } from '../../src/plan/header.ts'
import { Requests } from '../../src/samples/requests.ts'
import { runSeries } from '../../src/metrics/run-series.ts'
import type { Collected } from './collected.ts'
import { damagedNotes, type RunJournal, runJournals, unreadable } from './run-journals.ts'

/**
 * Adds the runs that began and that no test could report: those of a run that was interrupted, of a
 * test that timed out, of a worker that was killed. Their finished requests are read from the
 * journal; in a merged report, made on another machine, only that they began is known. Reads
 * synchronously, so that a process on its way out can still do it, and only the journals that it needs. What
 * cannot be read costs its own entry, and is in the notes.
 */
export function addUnfinishedRuns(collected: Collected, journalFolder: string | null): void {
  const { journals, notes } = journalFolder === null ? { journals: [], notes: [] } : runJournals(journalFolder)
  collected.notes.push(...notes)
  for (const journal of journals) if (!isKnown(collected, journal.header)) addJournal(collected, journal)
  for (const { header } of collected.started.values()) {
    if (isKnown(collected, header)) continue
    add(
      collected,
      header,
      Requests.of([]),
      unfinished(header, 'its requests are in the journal of the machine that made them'),
    )
  }
}

function isKnown({ runs }: Collected, { id }: RunHeader): boolean {
  return runs.some((run) => run.id === id)
}

function addJournal(collected: Collected, journal: RunJournal): void {
  const { path, header } = journal
  try {
    const { requests, damaged } = Requests.read(path)
    const end = readRunEnd(path) ?? unfinished(header, 'the figures are of the requests finished until then')
    add(collected, header, requests, end)
    collected.notes.push(...damagedNotes(journal, damaged))
  } catch (error) {
    collected.notes.push(unreadable(path, error))
  }
}

function add(collected: Collected, header: RunHeader, requests: Requests, end: RunEnd): void {
  const { record, measured } = buildRun(header, requests, end)
  collected.runs.push({ ...record, replaced: collected.started.get(header.id)?.replaced ?? false })
  collected.series.set(record.id, runSeries(measured))
}

function unfinished({ facts }: RunHeader, what: string): RunEnd {
  return {
    endedBy: 'aborted',
    error: `interrupted before it ended: ${what}`,
    engineTimings: null,
    peaks: null,
    decisions: [],
    unsent: 0,
    waits: null,
    loadHosts: facts.loadHosts,
    server: null,
    conditions: null,
  }
}
