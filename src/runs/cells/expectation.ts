/** The time that a sweep is expected to take, once its first launch is over. */
export interface Expectation {
  readonly cells: number
  readonly rounds: number
  /** Launches in all, and those that are left. */
  readonly launches: number
  readonly left: number
  /** Milliseconds that the first one took, its requests included. */
  readonly launchMs: number
}
