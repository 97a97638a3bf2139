import type { BenchResult } from 'vitest'
import { timers } from '../clock.ts'
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

/** Milliseconds after which a value that nobody asked for again may go. */
const wantedMs = 5000

/**
 * A value that is got when it is asked for, and again when nobody has held it since. It stays for a while: whoever
 * reads one of many requests, waits, and reads the next would have all of them read again each time.
 */
function whileWanted<Value extends object>(get: () => Value): () => Value {
  let held: WeakRef<Value> | null = null
  let wanted: Value | null = null
  let release: NodeJS.Timeout | null = null
  const letGo = (): void => {
    wanted = null
    release = null
  }
  return () => {
    const value = wanted ?? held?.deref() ?? get()
    if (value !== wanted) held = new WeakRef(value)
    wanted = value
    if (release === null) release = timers.setTimeout(letGo, wantedMs).unref()
    else release.refresh()
    return value
  }
}
