/** Share of the machine that a group of runs has for itself while it is measured. */
export interface RunLock {
  /** Name by which others know it. */
  readonly name: string
  readonly resources: readonly string[]
  /** Names of those that were measured at the same time; null until it is over. */
  beside: readonly string[] | null
}
