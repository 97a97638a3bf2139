import type { CheckRecord } from '../record.ts'
import type { Check, CheckInput } from './check.ts'
import { budgetCut } from './budget-cut.ts'
import { earlyStop } from './early-stop.ts'
import { gpuUnused } from './gpu-unused.ts'
import { lockStep } from './lock-step.ts'
import { threadsAboveCores } from './threads-above-cores.ts'

const checks: readonly Check[] = [budgetCut, earlyStop, gpuUnused, lockStep, threadsAboveCores]

/** Every check that applies to a run. */
export function checksOf(input: CheckInput): CheckRecord[] {
  return checks.flatMap((check) => check(input) ?? [])
}
