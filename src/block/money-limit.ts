import type { Sample } from '../samples/sample.ts'

/** Keeps a block within an amount of money: asked before each request, told of each that is over. */
export interface MoneyLimit {
  /** Whether a request was not sent. */
  readonly refused: boolean
  /** True when one more request may be sent; it then counts as in flight. */
  mayStart(): boolean
  /** Counts a request that is over. */
  add(sample: Sample): void
}
