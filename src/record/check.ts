/** Lateness of the processes that stamped, over all measured blocks, in milliseconds. */
export interface LagRecord {
  /** 99th percentile, of the worst block. */
  p99Ms: number
  /** Most that any stamp can have been late: the largest lag that was seen, and the step at which it is looked for. */
  maxMs: number
}

/** A check of the conditions a measurement was made under. */
export interface CheckRecord {
  id: string
  status: 'ok' | 'warning' | 'invalid'
  /** The metrics it protects, or `all`. */
  protects: string[]
  /** One sentence that ends in what to do, or says what was found to be in order. */
  message: string
}
