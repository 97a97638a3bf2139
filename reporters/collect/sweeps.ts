import type { MetricName } from '../../src/record/metric.ts'
import type { RunRecord } from '../../src/record/run.ts'
import type { SweepRecord } from '../../src/record/sweep.ts'
import { formatNumber } from '../words/format.ts'
import { groupBy } from '../words/group-by.ts'
import { latestAttempts } from '../words/run-label.ts'

/** A level of a sweep. */
export type SweptRun = RunRecord & { readonly sweep: SweepRecord }

/** One workload at several loads. */
export interface Sweep {
  readonly id: string
  readonly name: string
  readonly variable: SweepRecord['variable']
  /** Ascending by level; not empty. */
  readonly levels: readonly SweptRun[]
}

/** The sweeps among the runs, in the order they began; what a retry replaced is left out. */
export function sweepsOf(runs: readonly RunRecord[]): Sweep[] {
  const swept = latestAttempts(runs).filter((run): run is SweptRun => run.sweep !== null)
  return groupBy(swept, ({ sweep }) => sweep.id).flatMap((levels): Sweep[] => {
    const [first] = levels
    if (first === undefined) return []
    const { id, name, variable } = first.sweep
    return [{ id, name, variable, levels: levels.toSorted((one, other) => one.sweep.level - other.sweep.level) }]
  })
}

/** What a level is called: `16 clients`, `4 requests/s`. */
export function levelText(variable: SweepRecord['variable'], level: number): string {
  const number = Number.isInteger(level) ? String(level) : formatNumber(level)
  return variable === 'rate' ? `${number} requests/s` : `${number} ${level === 1 ? 'client' : 'clients'}`
}

/** The time a sweep's percentiles are of: at fixed rates the one that hides no wait. */
export function sweptMetric(variable: SweepRecord['variable']): Extract<MetricName, 'latency' | 'response'> {
  return variable === 'rate' ? 'response' : 'latency'
}
