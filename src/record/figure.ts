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
  /**
   * Ends that are infinite, for failed requests count as infinitely slow: they are null too. Absent where none is, and
   * in reports of earlier versions.
   */
  infinite?: ('low' | 'high')[]
}

/** The interval of a percentile: an end without a rank is not bounded, one whose value is infinite is that. */
export function percentileRecord({
  low,
  high,
  confidence,
  ranks,
}: {
  readonly low: number
  readonly high: number
  readonly confidence: number
  readonly ranks: { readonly low: number | null; readonly high: number | null }
}): IntervalRecord {
  const infinite = (['low', 'high'] as const).filter(
    (end) => ranks[end] !== null && { low, high }[end] === Number.POSITIVE_INFINITY,
  )
  return { ...intervalRecord({ low, high }, confidence), ...(infinite.length === 0 ? {} : { infinite }) }
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
