import type { RunHeader } from '../../src/plan/header.ts'
import type { RunRecord } from '../../src/record/run.ts'
import type { EncodedColumns } from '../../src/record/samples.ts'
import type { Digest } from '../../src/stats/quantiles/digest.ts'
import type { RunSeries } from '../../src/metrics/run-series.ts'
import type { FunctionBenchRecord } from '../../src/record/report.ts'
import type { IntrinsicResultRecord } from '../../src/record/intrinsic/intrinsic.ts'
import type { ShardRecord } from '../../src/record/parts/shard.ts'
import type { LooseClaimRecord } from '../../src/record/report.ts'

/** A run that began, and whether a retry took its place. */
export interface StartedRun {
  readonly header: RunHeader
  readonly replaced: boolean
}

/** Artifacts of all tests, gathered: everything a report is made from. */
export interface Collected {
  readonly runs: RunRecord[]
  /** Runs that began, by id; those that ended are in `runs` too. */
  readonly started: Map<string, StartedRun>
  readonly functions: FunctionBenchRecord[]
  readonly intrinsic: IntrinsicResultRecord[]
  readonly looseClaims: LooseClaimRecord[]
  /** Columns of each run that ended, by its id. */
  readonly columns: Map<string, EncodedColumns>
  /** Gaps between the chunks of each run that ended, by its id. */
  readonly gaps: Map<string, Digest>
  /** Requests of each run in the order they were sent, for its chart. */
  readonly series: Map<string, RunSeries>
  /** Numbers of the shards that measured anything. */
  readonly shardNumbers: Set<number>
  /** Machines that the files were measured on. */
  readonly shards: ShardRecord[]
  /** Sentences about parts that could not be joined. */
  readonly notes: string[]
}

/** Nothing yet, to be added to. */
export function nothingCollected(): Collected {
  return {
    runs: [],
    started: new Map(),
    functions: [],
    intrinsic: [],
    looseClaims: [],
    columns: new Map(),
    gaps: new Map(),
    series: new Map(),
    shardNumbers: new Set(),
    shards: [],
    notes: [],
  }
}
