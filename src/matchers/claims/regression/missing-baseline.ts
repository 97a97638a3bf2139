import type { MissingBaseline } from '../../../baseline/read-baseline.ts'
import type { Claim } from '../settled-claim.ts'

/** A claim of no regression before it is judged. */
export type UnjudgedRegression = Pick<
  Claim,
  'matcher' | 'subject' | 'metric' | 'restsOn' | 'unit' | 'what' | 'relation' | 'threshold' | 'provenance' | 'counted'
>

/**
 * The claim of no regression where no baseline fits: it is open, says why, and no point estimate speaks against it.
 *
 * @param values of the run that would have been compared
 * @param holds whether it stands where a point estimate decides: under `.not` the opposite of what is judged
 */
export function withoutBaseline(
  claim: UnjudgedRegression,
  { why }: MissingBaseline,
  { values, by, holds }: { readonly values: number; readonly by: number; readonly holds: boolean },
): Claim {
  return {
    ...claim,
    observed: 'no baseline',
    band: { asked: by, judged: by, visible: null, floorOf: null },
    judgement: {
      verdict: 'inconclusive',
      observed: 'no baseline',
      pointHolds: holds,
      interval: null,
      n: values,
      effectiveN: values,
      floor: values,
      needed: null,
      doubts: [why],
    },
    details: () => [],
  }
}
