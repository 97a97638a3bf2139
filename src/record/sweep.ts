import type { Verdict } from './claim.ts'

/** Which level of which sweep a run was: one workload at several loads. */
export interface SweepRecord {
  /** Shared by the runs of one sweep. */
  id: string
  name: string
  variable: 'concurrency' | 'rate'
  /** Clients, or requests per second. */
  level: number
  /** Whether it met the objective a search was for; null in a plain sweep. */
  verdict: Verdict | null
}
