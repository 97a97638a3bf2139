import type { CheckRecord } from '../record/check.ts'
import type { Check, CheckInput } from './evidence/check.ts'
import { achievedRate } from './client/achieved-rate.ts'
import { budgetCut } from './client/budget-cut.ts'
import { chunkNotToken } from './answers/chunk-not-token.ts'
import { chatFormat } from './answers/chat-format.ts'
import { clientLimit } from './client/client-limit.ts'
import { coldStart } from './series/cold-start.ts'
import { coarseClock } from './client/coarse-clock.ts'
import { contentFilter } from './answers/content-filter.ts'
import { correlated } from './series/correlated.ts'
import { drift } from './series/drift.ts'
import { earlyStop } from './answers/early-stop.ts'
import { energyMeter } from './series/energy-meter.ts'
import { engineOverhead } from './machine/engine-overhead.ts'
import { eventLoopLag } from './client/event-loop-lag.ts'
import { failures } from './answers/failures.ts'
import { gpuIdle } from './series/gpu-idle.ts'
import { gpuUnused } from './machine/gpu-unused.ts'
import { idleClients } from './client/idle-clients.ts'
import { loadBefore } from './machine/load-before.ts'
import { lockStep } from './client/lock-step.ts'
import { machineBusy } from './machine/machine-busy.ts'
import { lowPower } from './machine/low-power.ts'
import { measuredBeside } from './client/measured-beside.ts'
import { modelLoaded } from './series/model-loaded.ts'
import { modes } from './series/modes.ts'
import { notEmbeddingModel } from './answers/not-embedding-model.ts'
import { notStreamed } from './answers/not-streamed.ts'
import { onBattery } from './machine/on-battery.ts'
import { openTurns } from './client/open-turns.ts'
import { otherHosts } from './client/other-hosts.ts'
import { otherModel } from './answers/other-model.ts'
import { outliers } from './series/outliers.ts'
import { prefixCache } from './answers/prefix-cache.ts'
import { queueing } from './series/queueing.ts'
import { randomExperts } from './machine/random-experts.ts'
import { recordingLoad } from './recorded/recording-load.ts'
import { recordingTimes } from './recorded/recording-times.ts'
import { redirected } from './answers/redirected.ts'
import { replayed } from './answers/replayed.ts'
import { requestFields } from './answers/request-fields.ts'
import { restarted } from './series/restarted.ts'
import { retried } from './answers/retried.ts'
import { retryWaits } from './client/retry-waits.ts'
import { scheduleLag } from './client/schedule-lag.ts'
import { sendWait } from './client/send-wait.ts'
import { serverClock } from './answers/server-clock.ts'
import { severalChoices } from './answers/several-choices.ts'
import { startAt } from './client/start-at.ts'
import { swapIn } from './machine/swap-in.ts'
import { tensorUnits } from './machine/tensor-units.ts'
import { thermalPressure } from './machine/thermal-pressure.ts'
import { threadsAboveCores } from './machine/threads-above-cores.ts'
import { throttled } from './series/throttled.ts'
import { timedInWorker } from './client/timed-in-worker.ts'
import { tokenCount } from './answers/token-count.ts'
import { tokenNonsense } from './answers/token-nonsense.ts'
import { unended } from './answers/unended.ts'
import { unlistedModel } from './answers/unlisted-model.ts'
import { warmUp } from './series/warm-up.ts'
import { isItemsKind } from '../workload/request-definition.ts'

const checks: readonly Check[] = [
  onBattery,
  achievedRate,
  budgetCut,
  chatFormat,
  chunkNotToken,
  clientLimit,
  coarseClock,
  coldStart,
  contentFilter,
  correlated,
  drift,
  earlyStop,
  energyMeter,
  engineOverhead,
  eventLoopLag,
  failures,
  gpuIdle,
  gpuUnused,
  idleClients,
  loadBefore,
  lockStep,
  lowPower,
  machineBusy,
  measuredBeside,
  modelLoaded,
  modes,
  notEmbeddingModel,
  notStreamed,
  openTurns,
  otherHosts,
  otherModel,
  outliers,
  prefixCache,
  queueing,
  randomExperts,
  recordingLoad,
  recordingTimes,
  redirected,
  replayed,
  requestFields,
  restarted,
  retried,
  retryWaits,
  scheduleLag,
  sendWait,
  serverClock,
  severalChoices,
  startAt,
  swapIn,
  tensorUnits,
  thermalPressure,
  threadsAboveCores,
  throttled,
  timedInWorker,
  tokenCount,
  tokenNonsense,
  unended,
  unlistedModel,
  warmUp,
]

/** Checks of generated text: vectors and scores have none, whose answers end nowhere and stream nothing. */
const ofGeneratedText: ReadonlySet<Check> = new Set([
  chatFormat,
  chunkNotToken,
  contentFilter,
  earlyStop,
  engineOverhead,
  notStreamed,
  prefixCache,
  replayed,
  serverClock,
  severalChoices,
  tokenCount,
  unended,
])

/** Checks of a model or server that was asked: who calls several, or none, in a task is nobody's to tell. */
const ofOneModel: ReadonlySet<Check> = new Set([coldStart, otherModel, queueing, restarted])

/** Checks of a run whose answers are recorded: of the answers, and of the process that stamped them then. */
const ofRecordings: ReadonlySet<Check> = new Set([
  chunkNotToken,
  clientLimit,
  contentFilter,
  earlyStop,
  eventLoopLag,
  failures,
  notStreamed,
  otherModel,
  prefixCache,
  recordingLoad,
  recordingTimes,
  replayed,
  requestFields,
  severalChoices,
  tokenCount,
  tokenNonsense,
  unended,
])

/** Every check that applies to a run. */
export function checksOf(input: CheckInput): CheckRecord[] {
  const { kind } = input.header.workload
  const isTask = kind === 'task'
  const isText = !isTask && !isItemsKind(kind)
  const isRecorded = input.header.facts.provenance === 'recorded'
  const applied = checks.filter(
    (check) =>
      (isText || !ofGeneratedText.has(check)) &&
      !(isTask && ofOneModel.has(check)) &&
      (!isRecorded || ofRecordings.has(check)),
  )
  return applied.flatMap((check) => check(input) ?? [])
}
