import type { ClaimRecord, Verdict } from '../../src/record/claim.ts'

/**
 * The verdict a claim of a real run must have: the given one, unless the machine the tests run on was
 * so busy that a check of that very run may have made it, or that quick and slow requests came in long stretches,
 * which leaves the claim open.
 */
export function unlessDisturbed(claim: Pick<ClaimRecord, 'rests'> | undefined, verdict: Verdict): Verdict {
  const isOpen = claim?.rests.doubts.some((doubt) => / is invalid: |too correlated/.test(doubt)) ?? false
  return isOpen ? 'inconclusive' : verdict
}
