import type { ClaimRecord } from '../../src/record/claim.ts'
import { holm } from '../../src/stats/tests/holm.ts'

/**
 * Writes into each claim that nothing regressed its p-value adjusted for all of them (Holm 1979). What a test made of
 * its claim is not touched: many of them together fail by chance more often than each by itself.
 *
 * @param claims those that decided their tests, of the whole report
 */
export function adjustRegressions(claims: readonly ClaimRecord[]): void {
  // A claim of a report of an earlier version has none.
  const tested = claims.filter(({ pValue }) => (pValue ?? null) !== null)
  const adjusted = holm(tested.map(({ pValue }) => pValue ?? 1))
  for (const [index, claim] of tested.entries()) claim.pAdjusted = adjusted[index] ?? null
}
