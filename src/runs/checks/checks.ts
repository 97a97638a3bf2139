import type { CheckRecord } from '../record.ts'
import type { Check, CheckInput } from './check.ts'
import { budgetCut } from './budget-cut.ts'
import { coarseClock } from './coarse-clock.ts'
import { drift } from './drift.ts'
import { earlyStop } from './early-stop.ts'
import { eventLoopLag } from './event-loop-lag.ts'
import { gpuUnused } from './gpu-unused.ts'
import { loadBefore } from './load-before.ts'
import { lockStep } from './lock-step.ts'
import { machineBusy } from './machine-busy.ts'
import { modes } from './modes.ts'
import { onBattery } from './on-battery.ts'
import { otherHosts } from './other-hosts.ts'
import { swapIn } from './swap-in.ts'
import { thermalPressure } from './thermal-pressure.ts'
import { threadsAboveCores } from './threads-above-cores.ts'

const checks: readonly Check[] = [
  onBattery,
  budgetCut,
  coarseClock,
  drift,
  earlyStop,
  eventLoopLag,
  gpuUnused,
  loadBefore,
  lockStep,
  machineBusy,
  modes,
  otherHosts,
  swapIn,
  thermalPressure,
  threadsAboveCores,
]

/** Every check that applies to a run. */
export function checksOf(input: CheckInput): CheckRecord[] {
  return checks.flatMap((check) => check(input) ?? [])
}
