/** No model at all: programmed times, in milliseconds. */
export interface SimulatedTransport {
  readonly type: 'simulated'
  readonly ttftMs: number
  readonly tpotMs: number
  /** Relative standard deviation of both times. */
  readonly jitter: number
  /** Share of requests that fail, 0 to 1. */
  readonly failures: number
  readonly seed: number
}
