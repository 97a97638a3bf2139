import { buildRun } from '../../src/runs/build-run.ts'
import type { RunHeader } from '../../src/plan/header.ts'
import { readJournals } from '../../src/samples/journal.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { runSeries } from '../../src/metrics/run-series.ts'
import type { Collected } from './collected.ts'

/**
 * Adds the runs that began and that no test could report: those of a run that was interrupted, of a
 * test that timed out, of a worker that was killed. Their finished requests are read from the
 * journal; in a merged report, made on another machine, only that they began is known. Reads
 * synchronously, so that a process on its way out can still do it.
 */
export function addUnfinishedRuns(collected: Collected, journalFolder: string | null): void {
  const journals = journalFolder === null ? [] : readJournals<RunHeader>(journalFolder)
  for (const { header, samples } of journals) {
    add(collected, header, samples, 'the figures are of the requests finished until then')
  }
  for (const { header } of collected.started.values()) {
    add(collected, header, [], 'its requests are in the journal of the machine that made them')
  }
}

function add(collected: Collected, header: RunHeader, samples: readonly Sample[], what: string): void {
  if (collected.runs.some(({ id }) => id === header.id)) return
  const { record, measured } = buildRun(header, samples, {
    endedBy: 'aborted',
    error: `interrupted before it ended: ${what}`,
    engineTimings: null,
    peaks: null,
    decisions: [],
    unsent: 0,
    waits: null,
    loadHosts: header.facts.loadHosts,
    server: null,
    conditions: null,
  })
  collected.runs.push({ ...record, replaced: collected.started.get(header.id)?.replaced ?? false })
  collected.series.set(record.id, runSeries(measured))
}
