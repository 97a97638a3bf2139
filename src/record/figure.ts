/** A number that JSON can hold: what is undefined or infinite is null. */
export type JsonNumber = number | null

/** Where a figure comes from. They never mix unlabelled. */
export type Provenance = 'measured' | 'declared' | 'estimated' | 'assumed' | 'simulated' | 'synthetic'

/** A two-sided interval; an end the samples cannot bound is null. */
export interface IntervalRecord {
  low: JsonNumber
  high: JsonNumber
  /** For example 0.9. */
  confidence: number
}

/** A figure that is assumed until the user declares it. */
export interface AssumableFigure {
  readonly value: number
  readonly provenance: 'declared' | 'assumed'
}
