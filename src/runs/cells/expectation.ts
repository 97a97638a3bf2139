/** The time that a sweep is expected to take, once its first launch is over. */
export interface Expectation {
  readonly cells: number
  readonly rounds: number
  /** Milliseconds that the first launch took, its requests included. */
  readonly launchMs: number
  /** Milliseconds of the whole: that launch, and what all others take beside it by their weights. */
  readonly wholeMs: number
}
