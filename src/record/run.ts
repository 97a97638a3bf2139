import type { CheckRecord } from './check.ts'
import type { ClaimRecord, DecisionRecord } from './claim.ts'
import type { CostRecord } from './cost.ts'
import type { JsonNumber, Provenance } from './figure.ts'
import type { LoadRecord } from './load.ts'
import type { MetricName, MetricRecord, ThroughputRecord } from './metric.ts'
import type { EngineTimingsRecord, HttpRecord, ServerFiguresRecord } from './server.ts'
import type { SweepRecord } from './sweep.ts'
import type { MemoryRecord, TargetRecord } from './target.ts'
import type { TokenSource } from './tokens.ts'
import type { WorkloadRecord } from './workload.ts'

/** One measured run: what report.json calls an element of `runs`. */
export interface RunRecord {
  /** Unique within a report. */
  id: string
  name: string
  /** Path of the bench or test file, relative to the project's root, with `/`. */
  file: string
  /** Full name of the test. */
  test: string
  /** 0 for the first try, 1 for the first retry. */
  attempt: number
  /** `complete`, or how it ended early. */
  state: 'complete' | 'partial'
  /** One line: why a partial run ended. */
  error: string | null
  startedAt: string
  /** `synthetic` when weights were, `simulated` when the target was; else `measured`. */
  provenance: Provenance
  target: TargetRecord
  load: LoadRecord
  /** The request in words: prompt length, output length, sampling. */
  workload: WorkloadRecord
  requests: { attempted: number; succeeded: number; failed: number; failures: Record<string, number> }
  /** `first` is the latency of the first, cold request in milliseconds. */
  warmup: { requests: number; first: JsonNumber }
  metrics: Record<MetricName, MetricRecord>
  throughput: ThroughputRecord
  tokens: { input: number; output: number; cached: number; source: TokenSource }
  /** Host process spawned to backend ready, in milliseconds. */
  startupMs: JsonNumber
  /** Load asked to context ready, in milliseconds. */
  loadTimeMs: JsonNumber
  /** `earlier` when the model was warm already; and the state of the page cache when it was read. */
  loadState: { loaded: 'now' | 'earlier'; pageCache: 'cold' | 'warm' | 'unknown' } | null
  memory: MemoryRecord
  engineTimings: EngineTimingsRecord | null
  /** Of requests over HTTP; null elsewhere. */
  http: HttpRecord | null
  /** What the server says of the same requests; null where it tells nothing. */
  server: ServerFiguresRecord | null
  cost: CostRecord | null
  /** Null for a run that is no level of a sweep. */
  sweep: SweepRecord | null
  /** The load this run is a part of, made by several machines or files; null for a whole one. */
  part: string | null
  /** Ids of the parts this record was joined from; empty for a run that was measured. */
  joinedFrom: string[]
  checks: CheckRecord[]
  /** Of a run that sampled until claims were decided; else empty. */
  decisions: DecisionRecord[]
  claims: ClaimRecord[]
}
