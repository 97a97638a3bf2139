import type { Statistics } from 'tinybench'
import { momentsOf } from '../stats/moments.ts'
import { studentQuantile } from '../stats/normal.ts'
import { quantileSorted } from '../stats/quantiles/quantile.ts'
import { release } from '../stats/series/values.ts'

/**
 * All of tinybench's statistics of a series, so that Vitest's tables, `toBeFasterThan` and stored
 * results read a language model's latency like any other benchmark's. Margins are at 95 %, as
 * tinybench's are.
 */
export function tinybenchStatistics(values: Float64Array): Statistics {
  const sorted = values.toSorted()
  const { n, mean, variance } = momentsOf(values)
  const sd = Math.sqrt(variance)
  const sem = sd / Math.sqrt(n)
  const df = n - 1
  const critical = df > 0 ? studentQuantile(0.975, df) : 0
  const moe = sem * critical
  const p50 = quantileSorted(sorted, 0.5)
  const deviations = sorted.map((value) => Math.abs(value - p50))
  deviations.sort()
  const statistics = {
    aad: sorted.reduce((sum, value) => sum + Math.abs(value - mean), 0) / n,
    critical,
    df,
    mad: quantileSorted(deviations, 0.5),
    max: quantileSorted(sorted, 1),
    mean,
    min: quantileSorted(sorted, 0),
    moe,
    p50,
    p75: quantileSorted(sorted, 0.75),
    p99: quantileSorted(sorted, 0.99),
    p995: quantileSorted(sorted, 0.995),
    p999: quantileSorted(sorted, 0.999),
    rme: mean === 0 ? 0 : (moe / Math.abs(mean)) * 100,
    samples: undefined,
    samplesCount: n,
    sd,
    sem,
    variance,
  }
  release(sorted, deviations)
  return statistics
}
