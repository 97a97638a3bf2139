/** Cosine of the angle between two vectors; NaN where one has no direction, or they differ in length. */
export function cosine(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length) return Number.NaN
  const dot = one.reduce((sum, value, place) => sum + value * (other[place] as number), 0)
  return dot / (Math.hypot(...one) * Math.hypot(...other))
}
