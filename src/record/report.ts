import type { EnvironmentRecord } from './environment.ts'
import type { ClaimRecord } from './claim.ts'
import type { ShardRecord } from './parts/shard.ts'
import type { PlaceRecord } from './place.ts'
import type { IntrinsicResultRecord } from './intrinsic/intrinsic.ts'
import type { HistoryTrendRecord } from './history/history.ts'
import type { RunRecord } from './run.ts'
import type { SeveralRecord } from './several/several.ts'
import type { DepthLineRecord } from './sweep.ts'

/** An ordinary function's benchmark, measured by tinybench; milliseconds. */
export interface FunctionBenchRecord extends PlaceRecord {
  name: string
  calls: number
  meanMs: number
  p50Ms: number
  p99Ms: number
  /** Relative margin of error of the mean, in per cent, as tinybench computes it. */
  rmePercent: number
}

/** A claim whose run is not known: made on a value that came from elsewhere. */
export interface LooseClaimRecord extends ClaimRecord, PlaceRecord {}

/** The fingerprint of a run: runs of equal hashes may be compared. */
export interface RunFingerprint {
  /** Id of the run. */
  run: string
  hash: string
  fields: Record<string, string | number | boolean | null>
}

/** Version of the form report.json is written in. */
export const reportSchema = 2

/** report.json, whole: everything every renderer shows. */
export interface Report {
  schemaVersion: 2
  generator: { name: string; version: string }
  startedAt: string
  finishedAt: string
  /** False when the run was interrupted or a run in it is partial. */
  complete: boolean
  /** The profile chosen with `--mode`, or `default`. */
  profile: string
  environment: EnvironmentRecord
  /** A fingerprint for each run whose machine is known. */
  fingerprints: RunFingerprint[]
  /** Machines of a merged report; empty in any other, and in one of earlier releases. */
  shards: ShardRecord[]
  runs: RunRecord[]
  /** Lines of times against the depth of the context, of sweeps that varied it. */
  depthLines: DepthLineRecord[]
  /** Several models that were measured together, a table for each measurement. */
  several: SeveralRecord[]
  /** Predictions of texts by local models. */
  intrinsic: IntrinsicResultRecord[]
  /** Trends of its runs over earlier executions; empty where no history is written. */
  history: HistoryTrendRecord[]
  /** Benchmarks of ordinary functions. */
  functions: FunctionBenchRecord[]
  /** Claims made on results that are not runs of this report, for example `bench.from`. */
  looseClaims: LooseClaimRecord[]
  /** Sentences a reader must know: assumed inputs, synthetic weights, what was cut short. */
  notes: string[]
}
