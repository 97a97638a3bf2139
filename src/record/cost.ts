import type { IntervalRecord, Provenance } from './figure.ts'

/** Source of a cost: power a meter measured, declared or assumed watts, or the price of tokens. */
export type CostBasis = 'energy' | 'electricity' | 'tokens'

/** One part of a cost: a figure, its unit, and where it comes from. */
export interface CostPart {
  label: string
  value: number
  unit: string
  provenance: Provenance
  /** True where it follows from other parts: then it is theirs to declare, not its own. */
  derived: boolean
}

/** The cost of a request in US dollars, with the parts it was computed from. */
export interface CostRecord {
  basis: CostBasis
  usdPerRequest: number
  /** Interval of the cost of a request, where the energy of a meter has one; null where nobody can tell it. */
  interval: IntervalRecord | null
  /** The weakest provenance among the parts. */
  kind: Provenance
  parts: CostPart[]
  /** Parts that nobody counted, in words: the cost is at least that of the others. Empty where all is known. */
  unknown: string[]
}
