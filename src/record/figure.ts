/** A number that JSON can hold: an undefined or infinite one is null. */
export type JsonNumber = number | null

/** Origin of a figure. Figures of different origins never mix unlabelled. */
export type Provenance = 'measured' | 'recorded' | 'declared' | 'estimated' | 'assumed' | 'simulated' | 'synthetic'

/** A two-sided interval; an end the samples cannot bound is null. */
export interface IntervalRecord {
  low: JsonNumber
  high: JsonNumber
  /** Share of such intervals that hold the true value, for example 0.9. */
  confidence: number
}

/** An interval of numbers: an end that is infinite is not bounded, and null. */
export function intervalRecord(
  { low, high }: { readonly low: number; readonly high: number },
  confidence: number,
): IntervalRecord {
  return { low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null, confidence }
}

/** A figure that is assumed until the user declares it. */
export interface AssumableFigure {
  readonly value: number
  readonly provenance: 'declared' | 'assumed'
}

/** A number that JSON can hold: null for one that is not finite. */
export function finite(value: number): JsonNumber {
  return Number.isFinite(value) ? value : null
}
