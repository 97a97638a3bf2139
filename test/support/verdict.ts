import type { RunRecord } from '../../src/record/run.ts'
import type { Verdict } from '../../src/record/claim.ts'

/**
 * The verdict a claim of a real run must have: the given one, unless the machine the tests run on was
 * so busy that a check of that very run came out invalid, which leaves its claims open.
 */
export function unlessDisturbed(run: Pick<RunRecord, 'checks'> | undefined, verdict: Verdict): Verdict {
  return run?.checks.some(({ status }) => status === 'invalid') === true ? 'inconclusive' : verdict
}
