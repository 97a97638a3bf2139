import type { EncodedColumns } from '../record/samples.ts'
import { decodeColumns } from '../samples/columns.ts'
import { sortedBySent } from '../samples/join-columns.ts'
import { cachedShareOf } from '../metrics/cached-share.ts'
import type { MeasuredColumns } from '../metrics/series.ts'
import type { TimeShift } from '../metrics/time-shift.ts'
import type { RunRecord } from '../record/run.ts'
import type { Acceptable } from '../verdicts/acceptable.ts'

/** Subject of a claim: a run and the columns behind its figures. */
export interface Subject {
  readonly record: RunRecord
  readonly measured: MeasuredColumns
  /** False for a result read back from a store: its gaps between chunks are gone. */
  readonly live: boolean
  /** Grounds that whoever claims something about it accepts by name. */
  readonly accepted: readonly Acceptable[]
  /** Times are moved so where a claim is judged as it would be without an error of the clock or the load. */
  readonly shift?: TimeShift
}

interface MaybeRun {
  readonly record?: RunRecord
  readonly [measuredColumns]?: MeasuredColumns
  readonly latency?: { readonly llm?: { readonly record: RunRecord; readonly columns: EncodedColumns } }
}

/**
 * The run inside what a matcher received: a live result, or one read back by `bench.from`. Null when
 * it is neither, for example the result of an ordinary function.
 */
export function subjectOf(received: unknown): Subject | null {
  if (typeof received !== 'object' || received === null) return null
  const run = received as MaybeRun
  const live = run[measuredColumns]
  if (run.record !== undefined && live !== undefined) {
    return { record: run.record, measured: live, live: true, accepted: [] }
  }
  const stored = run.latency?.llm
  if (stored === undefined) return null
  return {
    record: stored.record,
    live: false,
    accepted: [],
    measured: {
      // What an older release stored is in the order in which it ended.
      columns: sortedBySent(decodeColumns(stored.columns)),
      gaps: new Float64Array(),
      concurrency: stored.record.load.concurrency,
      cachedShare: cachedShareOf(stored.record.tokens),
    },
  }
}

/** Key under which a result carries the columns its metrics were computed from. */
export const measuredColumns: unique symbol = Symbol.for('vitest-llm-bench.columns') as never

/**
 * The copy of a run that Vitest carries wherever a result goes (`writeResult`, `bench.from`, blobs):
 * it lives inside `latency`, the part that survives whole.
 */
export interface StoredRun {
  readonly record: RunRecord
  readonly columns: EncodedColumns
}
