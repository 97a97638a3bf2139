import type { Fingerprint } from './environment.ts'
import type { MetricName } from './metric.ts'
import type { RunRecord } from './run.ts'
import type { DigestRecord, EncodedColumns } from './samples.ts'

/** Time a run was saved at, and the state of the project then; null outside a git work tree. */
export interface SavedState {
  readonly savedAt: string
  readonly commit: string | null
  readonly branch: string | null
  readonly dirty: boolean | null
}

/**
 * The part of a run's requests that is kept: all of them up to 20,000, above that a digest of each
 * metric, and of a foreign report that has none only the points in its record.
 */
export type KeptSamples =
  | { readonly kind: 'columns'; readonly columns: EncodedColumns }
  | { readonly kind: 'digests'; readonly digests: Readonly<Partial<Record<MetricName, DigestRecord>>> }
  | { readonly kind: 'points' }

/** A run of a baseline, with the state it was saved from: runs are replaced one by one. */
export interface BaselineRun extends SavedState {
  /** `project › file › test › name`, the project only where it has a name. */
  readonly key: string
  /** The run as in report.json, without the claims that were made about it. */
  readonly record: RunRecord
  readonly samples: KeptSamples
}

/** Version of the form baselines are written in. */
export const baselineSchema = 2

/** A baseline as its file holds it; `savedAt` and the commit are those of the last save. */
export interface BaselineFile extends SavedState {
  readonly schemaVersion: typeof baselineSchema
  readonly name: string
  readonly fingerprint: Fingerprint
  readonly runs: readonly BaselineRun[]
}

/** How far a figure of launches of one bench lies apart although nothing changed, on the scale of logarithms. */
export interface NoiseFloorRecord {
  /** Key of the run, as in a baseline. */
  readonly key: string
  readonly metric: MetricName | 'tokenThroughput'
  /** The figure of the metric that a launch has; its median where it is left out. Throughput has one figure only. */
  readonly statistic?: 'mean'
  /** Variance of the logarithm of one launch's figure, and its degrees of freedom. */
  readonly variance: number
  readonly degrees: number
  /** The part of it that comes from the requests within a launch. */
  readonly within: { readonly variance: number; readonly degrees: number }
  /** Requests a launch that it was measured with. */
  readonly n: number
  readonly launches: number
  readonly measuredAt: string
}

/** Version of the form noise floors are written in. */
export const noiseSchema = 1

/** The noise floors of one fingerprint, as their file holds them. */
export interface NoiseFile {
  readonly schemaVersion: typeof noiseSchema
  readonly fingerprint: Fingerprint
  readonly floors: readonly NoiseFloorRecord[]
}
