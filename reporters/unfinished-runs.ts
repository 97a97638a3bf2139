import { completedSeries } from '../src/metrics/series.ts'
import { buildRun } from '../src/runs/build-run.ts'
import type { RunHeader } from '../src/runs/header.ts'
import { readJournals } from '../src/samples/journal.ts'
import type { Collected } from './collect.ts'

/**
 * Adds the runs that a journal knows and no test reported: those of a run that was interrupted, of
 * a test that timed out, of a worker that was killed. Reads synchronously, so that a process on its
 * way out can still do it.
 */
export function addUnfinishedRuns(collected: Collected, journalFolder: string): void {
  const known = new Set(collected.runs.map(({ id }) => id))
  for (const { header, samples } of readJournals<RunHeader>(journalFolder)) {
    if (known.has(header.id)) continue
    const { record, measured } = buildRun(header, samples, {
      endedBy: 'aborted',
      error: 'interrupted before it ended: the figures are of the requests finished until then',
      engineTimings: null,
      peaks: null,
    })
    collected.runs.push(record)
    collected.series.set(record.id, {
      latencies: completedSeries('latency', measured),
      ttfts: completedSeries('ttft', measured),
    })
  }
}
