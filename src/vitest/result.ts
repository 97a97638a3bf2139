import type { BenchResult } from 'vitest'
import { tinybenchStatistics } from '../metrics/tinybench-statistics.ts'
import { completedSeries } from '../metrics/series.ts'
import { encodeColumns } from '../samples/columns.ts'
import type { BuiltRun } from '../runs/build-run.ts'
import type { LlmRun } from './llm-run.ts'
import { measuredColumns } from '../runs/subject.ts'

/** A run as the test gets it: a Vitest benchmark result with everything else beside it. */
export function resultOf({ record, metrics, measured, requests }: BuiltRun): LlmRun {
  const latencies = completedSeries('latency', measured)
  const samples = whileWanted(() => requests.samples())
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
    latency: Object.assign(statistics, {
      llm: {
        record,
        // As text they take as much room again: made for whoever carries them away.
        get columns() {
          return encodeColumns(measured.columns)
        },
      },
    }),
    metrics,
    get samples() {
      return samples()
    },
    checks: record.checks,
    record,
    [measuredColumns]: measured,
  }
}

/** A value that is got when it is asked for, and again when nobody has held it since. */
function whileWanted<Value extends object>(get: () => Value): () => Value {
  let held: WeakRef<Value> | null = null
  return () => {
    const value = held?.deref() ?? get()
    held = new WeakRef(value)
    return value
  }
}
