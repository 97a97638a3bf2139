import type { Provenance } from '../figure.ts'

/** One part of a cost: a figure, its unit, and where it comes from. */
export interface CostPart {
  label: string
  value: number
  unit: string
  provenance: Provenance
  /** True where it follows from other parts: then it is theirs to declare, not its own. */
  derived: boolean
}
