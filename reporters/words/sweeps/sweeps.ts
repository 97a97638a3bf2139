import type { MetricName } from '../../../src/record/metric.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import type { SweepRecord } from '../../../src/record/sweep.ts'
import { formatGiven } from '../../../src/figures.ts'
import { levelOf, type Variable } from '../../../src/sweeps/axis.ts'
import { groupBy } from '../group-by.ts'
import { latestAttempts, runTitle } from '../run-label.ts'

/** A level of a load sweep: a run, and its place in the sweep. */
export type SweptRun = RunRecord & { readonly sweep: SweepRecord; readonly level: number }

/** One workload at several loads. */
export interface Sweep {
  readonly id: string
  /** Its name, and before it what tells it from others of the same name. */
  readonly name: string
  readonly variable: Variable
  /** Runs of the sweep, ascending by level; not empty. */
  readonly levels: readonly SweptRun[]
}

/** The load sweeps among the runs, in the order they began; runs that a retry replaced are left out. */
export function sweepsOf(runs: readonly RunRecord[]): Sweep[] {
  const swept = latestAttempts(runs).flatMap((run): { readonly variable: Variable; readonly run: SweptRun }[] => {
    const { sweep } = run
    const at = sweep === null ? null : levelOf(sweep.axes)
    return sweep === null || at === null ? [] : [{ variable: at.variable, run: { ...run, sweep, level: at.level } }]
  })
  return groupBy(swept, ({ run }) => run.sweep.id).flatMap((levels): Sweep[] => {
    const [first] = levels
    if (first === undefined) return []
    const { id, name } = first.run.sweep
    const title = runTitle(first.run).replace(first.run.name, () => name)
    const ascending = levels.map(({ run }) => run).toSorted((one, other) => one.level - other.level)
    return [{ id, name: title, variable: first.variable, levels: ascending }]
  })
}

/** Name of a level: `16 clients`, `4 requests/s`. */
export function levelText(variable: Variable, level: number): string {
  const number = formatGiven(level)
  return variable === 'rate' ? `${number} requests/s` : `${number} ${level === 1 ? 'client' : 'clients'}`
}

/** The time a sweep's percentiles are of: at fixed rates the one that hides no wait. */
export function sweptMetric(variable: Variable): Extract<MetricName, 'latency' | 'response'> {
  return variable === 'rate' ? 'response' : 'latency'
}
