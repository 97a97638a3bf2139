import type { ClaimRecord, Verdict } from '../../src/record/claim.ts'

type Claim = Pick<ClaimRecord, 'verdict' | 'rests' | 'n' | 'effectiveN' | 'interval'>

/**
 * The verdict a claim of a real run must have: the given one, unless the machine the tests run on was
 * so busy that a check of that very run may have made it, or that quick and slow requests came in stretches,
 * which leaves the claim open.
 */
export function unlessDisturbed(claim: Claim | undefined, verdict: Verdict): Verdict {
  const isOpen = claim?.rests.doubts.some((doubt) => / is invalid: |too correlated/.test(doubt)) ?? false
  return isOpen || isUnbounded(claim) ? 'inconclusive' : verdict
}

/** Whether a claim is open, and the requests were so alike that they bound one side of their figure no more. */
function isUnbounded(claim: Claim | undefined): boolean {
  if (claim?.verdict !== 'inconclusive' || claim.interval === null || claim.effectiveN >= claim.n) return false
  const { low, high, infinite = [] } = claim.interval
  return (high === null && !infinite.includes('high')) || (low === null && !infinite.includes('low'))
}
