import type { RunRecord } from '../../src/record/run.ts'
import type { ClaimRecord, Verdict } from '../../src/record/claim.ts'

/**
 * The verdict a claim of a real run must have: the given one, unless the machine the tests run on was
 * so busy that a check of that very run came out invalid, which leaves its claims open.
 * @param claim looked at, where a check may be invalid that it does not rest on
 */
export function unlessDisturbed(
  run: Pick<RunRecord, 'checks'> | undefined,
  verdict: Verdict,
  claim?: Pick<ClaimRecord, 'rests'>,
): Verdict {
  const invalid = run?.checks.filter(({ status }) => status === 'invalid') ?? []
  const disturbing = invalid.filter(({ id }) => claim?.rests.checks.includes(id) ?? true)
  return disturbing.length > 0 ? 'inconclusive' : verdict
}
