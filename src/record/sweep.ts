import type { Verdict } from './claim.ts'

/** Where a run stands on one axis of its sweep. */
export interface AxisRecord {
  /** What was varied: `concurrency`, `rate`, an option of the model. */
  name: string
  value: string | number | boolean | null
  /** Unit of a number, for example `clients`; null where it has none. */
  unit: string | null
}

/** Where in which sweep a run was: one workload at several loads, or in several configurations. */
export interface SweepRecord {
  /** Shared by the runs of one sweep. */
  id: string
  name: string
  /** One for each thing that was varied, in the same order in every run of the sweep. */
  axes: AxisRecord[]
  /** Whether it met the objective a search was for; null in a plain sweep. */
  verdict: Verdict | null
}
