/**
 * Holm's step-down adjustment of p-values (Holm 1979), in the order given: comparing each with
 * alpha keeps the chance of any wrong rejection at alpha, whatever their dependence.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index)
  const ascending = order.toSorted((a, b) => (pValues[a] as number) - (pValues[b] as number))
  const adjusted = Array.from(pValues, () => 1)
  let highest = 0
  for (const [rank, index] of ascending.entries()) {
    highest = Math.max(highest, Math.min(1, (pValues.length - rank) * (pValues[index] as number)))
    adjusted[index] = highest
  }
  return adjusted
}
