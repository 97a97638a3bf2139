import type { InconclusivePolicy, Verdict } from '../record/claim.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'

/** Exit codes of the commands that compare, for gates. */
export const gateCodes = { noRegression: 0, regression: 1, unusable: 2, undecided: 3 } as const

/** Exit codes that `git bisect run` reads: 125 skips a revision. */
export const bisectCodes = { good: 0, bad: 1, skip: 125 } as const

/** A comparison as a gate needs it: its verdict on "not worse than allowed", and what the point alone says of it. */
export interface GateRun {
  readonly verdict: Verdict
  /** Null where there is not even a point. */
  readonly pointHolds: boolean | null
}

/** Counts of what stands once a policy was applied to what is open. */
export interface GateCounts {
  readonly regressed: number
  readonly fine: number
  readonly open: number
}

/** Counts runs; where no policy is given, what is open stays so. */
export function countRuns(runs: readonly GateRun[], policy: InconclusivePolicy | null): GateCounts {
  const settled = runs.map((run) => settledBy(run, policy))
  const count = (verdict: Verdict): number => settled.filter((each) => each === verdict).length
  return { regressed: count('fail'), fine: count('pass'), open: count('inconclusive') }
}

function settledBy({ verdict, pointHolds }: GateRun, policy: InconclusivePolicy | null): Verdict {
  if (verdict !== 'inconclusive' || policy === null) return verdict
  if (policy !== 'point') return policy
  return pointHolds === null ? verdict : pointHolds ? 'pass' : 'fail'
}

/** Words for what a policy did with open runs, to stand behind a summary; empty where there was nothing to do. */
export function policyWords(open: number, policy: InconclusivePolicy | null): string {
  if (open === 0 || policy === null) return ''
  const deeds = { point: 'goes by its point estimate', fail: 'fails', pass: 'passes' } as const
  return `; what is open ${deeds[policy]} (--inconclusive ${policy})`
}

/** The exit code of a gate: one regression is enough, and so is one run without, where nothing regressed. */
export function gateCode({ regressed, fine }: GateCounts): number {
  if (regressed > 0) return gateCodes.regression
  return fine > 0 ? gateCodes.noRegression : gateCodes.undecided
}

/**
 * The value of `--inconclusive`.
 * @throws LlmBenchError `invalid-option` for any other word
 */
export function policyOf(command: string, text: string | undefined): InconclusivePolicy | null {
  if (text === undefined) return null
  if (text === 'point' || text === 'fail' || text === 'pass') return text
  throw notAllowed(`llm-bench ${command} --inconclusive`, shown(text), '"point", "fail" or "pass", or leave it out')
}
