/** Share of the machine that a run had for itself, which was measured while others might be. */
export interface LockRecord {
  /** Names of devices, endpoints, or of the user's own; empty for a simulated target, which needs nothing. */
  resources: string[]
  /** Names of runs that were measured at the same time, untrusted text; null where nobody could tell any more. */
  beside: string[] | null
}
