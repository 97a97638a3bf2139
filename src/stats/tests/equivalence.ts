/** Position of an interval of a ratio against the band round 1. */
export type BandPosition = 'below' | 'above' | 'inside' | 'open'

/**
 * The rule by which one interval decides a comparison: wholly below `1 - band`, wholly above
 * `1 + band`, wholly inside the band (equivalence by two one-sided tests: Schuirmann 1987), else
 * open. The ends of the band are inside it. A band of 0 has no inside but the ratio 1 itself.
 */
export function bandPosition(interval: { readonly low: number; readonly high: number }, band: number): BandPosition {
  if (interval.high < 1 - band) return 'below'
  if (interval.low > 1 + band) return 'above'
  return interval.low >= 1 - band && interval.high <= 1 + band ? 'inside' : 'open'
}
