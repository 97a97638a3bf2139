import type { BenchResult } from 'vitest'
import { tinybenchStatistics } from '../metrics/tinybench-statistics.ts'
import { completedSeries } from '../metrics/series.ts'
import { encodeColumns } from '../samples/columns.ts'
import type { BuiltRun } from '../runs/build-run.ts'
import type { LlmRun } from './llm-run.ts'
import { measuredColumns } from '../runs/subject.ts'

/** A run as the test gets it: a Vitest benchmark result with everything else beside it. */
export function resultOf({ record, metrics, measured, samples }: BuiltRun): LlmRun {
  const latencies = completedSeries('latency', measured)
  const statistics = tinybenchStatistics(latencies)
  const base: Omit<BenchResult, 'latency'> = {
    name: record.name,
    state: 'completed',
    runtime: 'node',
    runtimeVersion: process.versions.node,
    timestampProviderName: 'hrtimeNow',
    throughput: tinybenchStatistics(latencies.map((latency) => 1000 / latency)),
    period: statistics.mean,
    totalTime: latencies.reduce((sum, latency) => sum + latency, 0),
  }
  return {
    ...base,
    latency: Object.assign(statistics, { llm: { record, columns: encodeColumns(measured.columns) } }),
    metrics,
    samples,
    checks: record.checks,
    record,
    [measuredColumns]: measured,
  }
}
