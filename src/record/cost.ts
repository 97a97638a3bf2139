import type { IntervalRecord, Provenance } from './figure.ts'
import type { CostPart } from './money/cost-part.ts'
import type { FullCostRecord } from './money/full-cost.ts'
import type { PriceRecord } from './money/price.ts'
import type { VolumeRecord } from './money/volume.ts'

export type { CostPart } from './money/cost-part.ts'

/** Source of a cost: power a meter measured, declared or assumed watts, or the price of tokens. */
export type CostBasis = 'energy' | 'electricity' | 'tokens'

/** The cost of a request in US dollars, with the parts it was computed from: of a local one, its electricity alone. */
export interface CostRecord {
  basis: CostBasis
  usdPerRequest: number
  /**
   * Interval of the cost of a request: of the energy of a meter, else of the mean time of a request of a closed load;
   * of a task that over its executions. Null where nobody can tell it, and of the tokens that a server counted.
   */
  interval: IntervalRecord | null
  /** The weakest provenance among the parts. */
  kind: Provenance
  parts: CostPart[]
  /** Parts that nobody counted, in words: the cost is at least that of the others. Empty where all is known. */
  unknown: string[]
  /** With hardware and idle power; absent where no hardware was declared, and of a cost of tokens. */
  full?: FullCostRecord
  /** Price of its tokens; absent for electricity, and where it says no more than its source. */
  price?: PriceRecord
  /** Volume it is projected to; absent in reports of earlier versions, which used 1,000 requests a day. */
  volume?: VolumeRecord
}
