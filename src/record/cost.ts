import type { Provenance } from './figure.ts'

/** What a cost is made of: power a meter measured, declared or assumed watts, or the price of tokens. */
export type CostBasis = 'energy' | 'electricity' | 'tokens'

/** One part of a cost, with what it rests on. */
export interface CostPart {
  label: string
  value: number
  unit: string
  provenance: Provenance
  /** True where it follows from other parts: then it is theirs to declare, not its own. */
  derived: boolean
}

/** What a request cost. */
export interface CostRecord {
  basis: CostBasis
  usdPerRequest: number
  /** The weakest provenance among the parts. */
  kind: Provenance
  parts: CostPart[]
}
