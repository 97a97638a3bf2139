import { formatConfidence } from '../../../src/figures.ts'
import type { IntervalRecord } from '../../../src/record/figure.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { wholeTime } from '../../words/load-label.ts'

/** Words for the intervals of a chart, with their confidence: `90 % intervals`, `intervals (90 %, 95 %)`, or `no …`. */
export function intervalsName(intervals: readonly (IntervalRecord | null | undefined)[]): string {
  const known = intervals.flatMap((interval) => (interval ? [formatConfidence(interval.confidence)] : []))
  const different = [...new Set(known)]
  if (different.length === 0) return 'no intervals'
  return different.length === 1 ? `${different[0]} intervals` : `intervals (${different.join(', ')})`
}

/** {@link intervalsName} of the times of whole answers of these runs. */
export function timeIntervalsName(runs: readonly RunRecord[]): string {
  return intervalsName(runs.map((run) => run.metrics[wholeTime(run)].intervals?.p50))
}
