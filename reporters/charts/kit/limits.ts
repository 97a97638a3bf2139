import type { MetricName } from '../../../src/record/metric.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import type { LimitRecord } from '../../../src/record/sweep.ts'

const statistics = ['mean', 'p50', 'p90', 'p95', 'p99'] as const

/** The times of a metric that claims about a run name as limits, and the objective of a search, each once. */
export function limitsOfRuns(runs: readonly RunRecord[], metric: MetricName): LimitRecord[] {
  const all = runs.flatMap((run) => [...claimedOf(run), ...(run.sweep?.limits ?? [])])
  const own = all.filter((limit) => limit.metric === metric)
  return [...new Map(own.map((limit) => [`${limit.statistic} ${limit.ms}`, limit])).values()]
}

function claimedOf({ claims }: RunRecord): LimitRecord[] {
  return claims.flatMap(({ metric, unit, threshold, text }): LimitRecord[] => {
    const statistic = statistics.find((name) => text.startsWith(`${name} of `))
    return unit !== 'ms' || typeof threshold !== 'number' || statistic === undefined
      ? []
      : [{ metric: metric as MetricName, statistic, ms: threshold }]
  })
}
