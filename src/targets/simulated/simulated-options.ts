/** Programmed times. Milliseconds. */
export interface SimulatedOptions {
  /** Time from a request to its first token. Default 50. */
  ttft?: number
  /** Time between two tokens. Default 10. */
  tpot?: number
  /** Relative standard deviation of both: 0.1 is 10 %. Default 0. */
  jitter?: number
  /** Share of requests that fail, 0 to 1. Default 0. */
  failures?: number
  /** Seed of jitter and failures. Default 0. */
  seed?: number
}
