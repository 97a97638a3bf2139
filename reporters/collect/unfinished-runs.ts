import { type BuiltRun, buildRun } from '../../src/runs/build-run.ts'
import { readRunEnd } from '../../src/plan/written-end.ts'
import type { RunEnd, RunHeader } from '../../src/plan/header.ts'
import { Requests } from '../../src/samples/requests.ts'
import type { LoadPart } from '../../src/runs/joined/load-part.ts'
import { digestOf } from '../../src/stats/quantiles/digest.ts'
import { runSeries } from '../../src/metrics/run-series.ts'
import type { Collected } from './collected.ts'
import { recordProblem } from './record-problem.ts'
import { replacedAmong } from './replaced-attempts.ts'
import { damagedNotes, type RunJournal, runJournals, unlike, unreadable } from './run-journals.ts'

/**
 * Adds the runs that began and that no test could report: those of a run that was interrupted, of a
 * test that timed out, of a worker that was killed. Their finished requests are read from the
 * journal; in a merged report, made on another machine, only that they began is known. Reads
 * synchronously, so that a process on its way out can still do it, and only the journals that it needs. What
 * cannot be read costs its own entry, and is in the notes.
 * @returns parts of loads that were measured whole: their clocks agree, for they are of one machine
 */
export function addUnfinishedRuns(collected: Collected, journalFolder: string | null): LoadPart[] {
  const { journals, notes } = journalFolder === null ? { journals: [], notes: [] } : runJournals(journalFolder)
  collected.notes.push(...notes)
  const replaced = replacedAmong(journals.map(({ header }) => header))
  const parts = journals
    .filter(({ header }) => !isKnown(collected, header))
    .flatMap((journal) => partOfLoad(addJournal(collected, journal, replaced(journal.header)), journal.header))
  for (const { header } of collected.started.values()) {
    if (isKnown(collected, header)) continue
    const end = unfinished(header, 'its requests are in the journal of the machine that made them')
    add(collected, buildRun(header, Requests.of([]), end), false)
  }
  return parts
}

/** The part of a load that a run is; none of one that is no part, or that did not end. */
function partOfLoad(built: BuiltRun | null, { startedAt, clockZero }: RunHeader): LoadPart[] {
  if (built === null || built.record.part === null || built.record.state !== 'complete') return []
  const { columns, gaps } = built.measured.readable
  // All journals of a folder are of one machine. Those of an older release tell when a run began only.
  const zero = clockZero ?? Date.parse(startedAt) - (columns.sent[0] ?? 0)
  return [{ record: built.record, columns, gaps: digestOf(gaps, gaps.length), clockZero: zero, clock: 'here' }]
}

function isKnown({ runs }: Collected, { id }: RunHeader): boolean {
  return runs.some((run) => run.id === id)
}

function addJournal(collected: Collected, journal: RunJournal, replaced: boolean): BuiltRun | null {
  const { path, header } = journal
  try {
    const { requests, damaged } = Requests.read(path)
    const built = builtOrProblem(header, requests, readRunEnd(path))
    if (typeof built === 'string') {
      collected.notes.push(unlike(path, built))
      return null
    }
    add(collected, built, replaced)
    collected.notes.push(...damagedNotes(journal, damaged))
    return built
  } catch (error) {
    collected.notes.push(unreadable(path, error))
    return null
  }
}

/**
 * The run; or the field of what was written down that is not as this version writes it. An end that is not is as
 * good as none.
 */
function builtOrProblem(header: RunHeader, requests: Requests, end: RunEnd | null): BuiltRun | string {
  const known = end ?? unfinished(header, 'the figures are of the requests finished until then')
  try {
    const built = buildRun(header, requests, known)
    const problem = recordProblem(built.record)
    if (problem === null) return built
    return end === null ? problem : builtOrProblem(header, requests, null)
  } catch (error) {
    // Whatever is built of fields that are not there ends so.
    if (!(error instanceof TypeError)) throw error
    return end === null ? 'a field is missing' : builtOrProblem(header, requests, null)
  }
}

function add(collected: Collected, { record, measured }: BuiltRun, replaced: boolean): void {
  collected.runs.push({ ...record, replaced: collected.started.get(record.id)?.replaced ?? replaced })
  collected.series.set(record.id, runSeries(measured))
}

function unfinished({ facts }: RunHeader, what: string): RunEnd {
  return {
    endedBy: 'aborted',
    error: `interrupted before it ended: ${what}`,
    engineTimings: null,
    peaks: null,
    decisions: [],
    launches: [],
    unsent: 0,
    waits: null,
    loadHosts: facts.loadHosts,
    settled: null,
    energy: null,
    server: null,
    conditions: null,
  }
}
