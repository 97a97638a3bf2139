import type { Provenance } from './figure.ts'

/** One priced part of a cost, with what it rests on. */
export interface CostPart {
  label: string
  value: number
  unit: string
  provenance: Provenance
}

/** What a request cost. */
export interface CostRecord {
  usdPerRequest: number
  /** The weakest provenance among the parts. */
  kind: Provenance
  parts: CostPart[]
}
