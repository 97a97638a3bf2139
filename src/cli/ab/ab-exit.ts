import type { InconclusivePolicy } from '../../record/claim.ts'
import { bisectCodes, countRuns, gateCode, gateCodes } from '../gate.ts'
import type { AbResult, UnusableRevision } from './ab.ts'

/** How an outcome becomes an exit code. */
export interface ExitRule {
  readonly policy: InconclusivePolicy | null
  readonly isBisection: boolean
}

/** The exit code of an outcome. */
export function exitCodeOf(outcome: AbResult | UnusableRevision, { policy, isBisection }: ExitRule): number {
  if (outcome.kind === 'unusable') return isBisection ? bisectCodes.skip : gateCodes.unusable
  if (outcome.benches.length === 0) return isBisection ? bisectCodes.skip : gateCodes.unusable
  const counts = countRuns(
    outcome.benches.map(({ judgement }) => judgement),
    policy,
  )
  if (isBisection) {
    if (counts.regressed > 0) return bisectCodes.bad
    return counts.open > 0 || counts.fine === 0 || outcome.onlyA.length > 0 ? bisectCodes.skip : bisectCodes.good
  }
  return counts.regressed === 0 && lostBenches(outcome).length > 0 ? gateCodes.unusable : gateCode(counts)
}

/** Benches that this side was to have and did not measure: Vitest failed, where a bench that was removed is none. */
export function lostBenches({ onlyA, launches }: AbResult): readonly string[] {
  return launches.some(({ letter, exitCode }) => letter === 'b' && exitCode !== 0) ? onlyA : []
}
