import type { IntervalRecord, Provenance } from '../figure.ts'
import type { CostPart } from './cost-part.ts'

/** A machine that was bought, and its use, as it was declared. */
export interface OwnershipRecord {
  /** Price in US dollars. */
  usd: number
  /** Years that it is used for. */
  years: number
  /** Share of that time that it answers requests, above 0 and at most 1. */
  utilization: number
  /** Watts that it draws between requests; 0 where nobody said. */
  idleWatts: number
  /** US dollars of a kilowatt-hour at the machine, PUE included. */
  usdPerKwh: number
}

/**
 * Full cost of a local request: the electricity of `CostRecord`, the idle power of the hours between requests, and the
 * hardware. Never compared with a marginal cost.
 */
export interface FullCostRecord {
  usdPerRequest: number
  interval: IntervalRecord | null
  kind: Provenance
  /** US dollars a request of each part; they add up to `usdPerRequest`. */
  split: { electricity: number; idle: number; hardware: number }
  owned: OwnershipRecord
  /** Seconds of the machine that a request takes. */
  secondsPerRequest: number
  parts: CostPart[]
  /** Parts that nobody knows, in words: the cost is at least that of the others. */
  unknown: string[]
}
