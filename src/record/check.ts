/** A check of the conditions a measurement was made under. */
export interface CheckRecord {
  id: string
  status: 'ok' | 'warning' | 'invalid'
  /** The metrics it protects, or `all`. */
  protects: string[]
  /** One sentence that ends in what to do, or says what was found to be in order. */
  message: string
}
