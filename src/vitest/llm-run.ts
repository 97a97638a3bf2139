import { measuredColumns, type StoredRun } from '../runs/subject.ts'
import type { BenchResult } from 'vitest'
import type { Metrics } from '../metrics/distribution.ts'
import type { MeasuredColumns } from '../metrics/series.ts'
import type { Sample } from '../samples/sample.ts'
import type { CheckRecord } from '../record/check.ts'
import type { RunRecord } from '../record/run.ts'

/**
 * Result of `bench(name, workload).run()` and `measure(workload)`: Vitest's own (so that
 * `toBeFasterThan`, `writeResult` and the tables work), and the language model's metrics beside it.
 */
export interface LlmRun extends BenchResult {
  /** Distributions by name: `run.metrics.ttft.p95`. NaN where `n` is 0. */
  readonly metrics: Metrics
  /**
   * Every measured request with its answer, in the order in which they were sent, failed ones included; warm-up is not
   * among them. Of a long run (more than 2,000 requests, or 4 MB of answers) they are read from its journal each
   * time they are asked for after nobody held them: keep them in a variable. `metrics` need none of this.
   * @throws LlmBenchError `not-measured` where that journal is gone
   */
  readonly samples: readonly Sample[]
  /** Findings about the conditions of the measurement. */
  readonly checks: readonly CheckRecord[]
  /** The run as it stands in report.json. */
  readonly record: RunRecord
  readonly [measuredColumns]: MeasuredColumns
  readonly latency: BenchResult['latency'] & { readonly llm: StoredRun }
}
