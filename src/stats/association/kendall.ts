/**
 * Kendall's tau-b of pairs (Kendall 1945): concordant less discordant pairs of pairs, over the geometric mean of those
 * that are not tied on each side. Every pair is looked at, so that n is a few thousand at most. Null where one side
 * does not vary.
 */
export function kendallTau(left: Float64Array, right: Float64Array): number | null {
  const n = left.length
  let balance = 0
  let untiedLeft = 0
  let untiedRight = 0
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const a = Math.sign((left[i] as number) - (left[j] as number))
      const b = Math.sign((right[i] as number) - (right[j] as number))
      balance += a * b
      untiedLeft += a * a
      untiedRight += b * b
    }
  }
  return untiedLeft === 0 || untiedRight === 0 ? null : balance / Math.sqrt(untiedLeft * untiedRight)
}
