import type { Metrics, Points } from '../metrics/distribution.ts'
import { metricNames } from '../metrics/definitions.ts'
import type { JsonNumber } from '../record/figure.ts'
import type { MetricRecord, PointStatistics } from '../record/metric.ts'
import type { RunRecord } from '../record/run.ts'

/** Metrics as JSON holds them: NaN and infinity are null. */
export function metricRecords(metrics: Metrics): RunRecord['metrics'] {
  return Object.fromEntries(
    metricNames.map((name): [string, MetricRecord] => {
      const { unit, sd, intervals, adjusted, ...points } = metrics[name]
      return [
        name,
        {
          unit,
          ...pointRecord(points),
          sd: finite(sd),
          intervals,
          adjusted: { ...pointRecord(adjusted), infinite: adjusted.infinite, intervals: adjusted.intervals },
        },
      ]
    }),
  ) as RunRecord['metrics']
}

function pointRecord({ n, mean, min, p50, p90, p95, p99, max }: Points): PointStatistics {
  return {
    n,
    mean: finite(mean),
    min: finite(min),
    p50: finite(p50),
    p90: finite(p90),
    p95: finite(p95),
    p99: finite(p99),
    max: finite(max),
  }
}

function finite(value: number): JsonNumber {
  return Number.isFinite(value) ? value : null
}
