import type { JsonNumber } from '../figure.ts'

/**
 * State of the machine around a run, as a workload shows it that is always the same: a fixed micro model on one thread
 * of the processor, for two seconds before the run and after it.
 */
export interface AnchorRecord {
  /** Median of the time of an output token, in milliseconds; null where it could not be measured. */
  beforeMs: JsonNumber
  afterMs: JsonNumber
  /** Median of the figures that were measured on this machine earlier; null where there are none. */
  historyMs: JsonNumber
  /** Number of these figures. */
  history: number
  /** `beforeMs` over `historyMs`; above 1 the machine was slower than usual. Null without a history. */
  ratioBefore: JsonNumber
  ratioAfter: JsonNumber
}
