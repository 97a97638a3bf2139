import type { EnvironmentRecord } from '../environment.ts'

/** Runs of a merged report that were measured on one machine, and that machine. */
export interface ShardRecord {
  /** Label of the blob report they came in; null without one. Untrusted text. */
  blob: string | null
  /** Without the facts that probes of the machine find. */
  environment: EnvironmentRecord
  /** Ids of the runs. */
  runs: string[]
}
