import type { MetricName } from '../../../src/record/metric.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { medianOf } from '../../../src/stats/quantiles/median.ts'

/** The median that a configuration is ranked by, over its launches: the geometric mean of theirs; null without. */
export function middleOf(run: RunRecord, metric: MetricName): number | null {
  const logs = logsOf(run, metric)
  return logs === null ? null : Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length)
}

/** Logarithms of one median a launch; null where the run has none. */
export function logsOf({ launches, metrics }: RunRecord, metric: MetricName): Float64Array | null {
  const several = launches.flatMap(({ figures }) => figures[metric]?.p50 ?? [])
  const whole = metrics[metric]?.p50 ?? null
  const medians = several.length > 0 ? several : whole === null ? [] : [whole]
  const known = medians.filter((median) => median > 0)
  return known.length === 0 ? null : Float64Array.from(known, Math.log)
}

/** The median load time of a run's launches, in milliseconds; that of its model where they have none, else null. */
export function loadTimeOf({ launches, loadTimeMs }: RunRecord): number | null {
  const known = launches.flatMap((launch) => launch.loadTimeMs ?? [])
  return known.length === 0 ? loadTimeMs : medianOf(Float64Array.from(known))
}
