import { isoTime, now, wallTime } from '../../clock.ts'
import { LlmBenchError } from '../../errors.ts'
import { formatCount, formatDuration } from '../../figures.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { plainName } from '../../plain-text.ts'
import type { RunPlan } from '../../plan/header.ts'
import { startVariable } from '../../plan/start/start-at.ts'
import { sleepUntil } from '../../sleep-until.ts'
import type { ActiveRun } from '../active-run.ts'
import type { GroupSetting } from '../group.ts'

/** Milliseconds between two looks at the wall clock, which may be set meanwhile. */
const lookMs = 1000

/**
 * Waits, once a run is ready, for the moment that it is to begin at, and keeps what became of it.
 * @throws LlmBenchError `aborted` where the test ends meanwhile
 */
export async function awaitStart(run: ActiveRun, { startAt }: RunPlan, setting: GroupSetting): Promise<void> {
  // Where nobody is asked there is nothing to begin together.
  if (startAt === undefined || (setting.context.simulate ?? null) !== null) return
  const { atMs, by } = startAt
  const { signal, onProgress, onNotice } = setting
  const { name } = run.member
  const readyMs = wallTime()
  const lateMs = Math.max(0, readyMs - atMs)
  run.start = { asked: isoTime(atMs), by, readyAt: isoTime(readyMs), lateMs }
  const until = timeOfDay(atMs)
  if (lateMs > 0) {
    onNotice(`${name}: late, it was to begin at ${until} and is ready only ${formatDuration(lateMs)} later`)
    return
  }
  onNotice(`${name}: ready, waiting ${formatDuration(atMs - readyMs)} until ${until}`)
  for (let left = atMs - wallTime(); left > 0; left = atMs - wallTime()) {
    if (signal.aborted) {
      throw new LlmBenchError('aborted', `bench "${name}" was aborted while it waited to begin at ${until}`)
    }
    onProgress(run.header.id, `waiting ${formatCount(Math.ceil(left / 1000))} s until ${until}`, false, name)
    await sleepUntil(now() + Math.min(left, lookMs), signal)
  }
}

/**
 * Refuses a start that the test would not live to see, before anything is made ready for it.
 * @throws LlmBenchError `invalid-option` with the ways out
 */
export function assertInTime(name: string, { startAt, durationMs }: RunPlan, leftMs: number | null): void {
  if (startAt === undefined || leftMs === null) return
  const away = startAt.atMs - wallTime()
  if (away + (durationMs ?? 0) < leftMs) return
  const call = startAt.by === 'environment' ? startVariable : `bench("${plainName(name)}", { startAt })`
  const long = durationMs === null ? '' : ` and measures for ${formatDuration(durationMs)}`
  throw notAllowed(
    call,
    `${isoTime(startAt.atMs)}, which is ${formatDuration(away)} away${long} where the test has ` +
      `${formatDuration(leftMs)},`,
    'an earlier time, or more to the test: test(name, { timeout: milliseconds }, …)',
  )
}

/** The time of day here, which is what a watch beside the screen shows. */
function timeOfDay(unixMs: number): string {
  const date = new Date(unixMs)
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':')
}
