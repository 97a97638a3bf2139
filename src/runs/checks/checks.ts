import type { CheckRecord } from '../record.ts'
import type { Check, CheckInput } from './check.ts'
import { achievedRate } from './achieved-rate.ts'
import { budgetCut } from './budget-cut.ts'
import { chunkNotToken } from './chunk-not-token.ts'
import { clientLimit } from './client-limit.ts'
import { coarseClock } from './coarse-clock.ts'
import { correlated } from './correlated.ts'
import { drift } from './drift.ts'
import { earlyStop } from './early-stop.ts'
import { eventLoopLag } from './event-loop-lag.ts'
import { failures } from './failures.ts'
import { gpuUnused } from './gpu-unused.ts'
import { loadBefore } from './load-before.ts'
import { lockStep } from './lock-step.ts'
import { machineBusy } from './machine-busy.ts'
import { lowPower } from './low-power.ts'
import { modes } from './modes.ts'
import { notStreamed } from './not-streamed.ts'
import { onBattery } from './on-battery.ts'
import { openTurns } from './open-turns.ts'
import { otherHosts } from './other-hosts.ts'
import { outliers } from './outliers.ts'
import { prefixCache } from './prefix-cache.ts'
import { replayed } from './replayed.ts'
import { retried } from './retried.ts'
import { scheduleLag } from './schedule-lag.ts'
import { swapIn } from './swap-in.ts'
import { thermalPressure } from './thermal-pressure.ts'
import { threadsAboveCores } from './threads-above-cores.ts'
import { timedInWorker } from './timed-in-worker.ts'
import { tokenCount } from './token-count.ts'
import { warmUp } from './warm-up.ts'

const checks: readonly Check[] = [
  onBattery,
  achievedRate,
  budgetCut,
  chunkNotToken,
  clientLimit,
  coarseClock,
  correlated,
  drift,
  earlyStop,
  eventLoopLag,
  failures,
  gpuUnused,
  loadBefore,
  lockStep,
  lowPower,
  machineBusy,
  modes,
  notStreamed,
  openTurns,
  otherHosts,
  outliers,
  prefixCache,
  replayed,
  retried,
  scheduleLag,
  swapIn,
  thermalPressure,
  threadsAboveCores,
  timedInWorker,
  tokenCount,
  warmUp,
]

/** Every check that applies to a run. */
export function checksOf(input: CheckInput): CheckRecord[] {
  return checks.flatMap((check) => check(input) ?? [])
}
