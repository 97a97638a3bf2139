import { now, passTo, pause } from '../../clock.ts'
import type { ActiveRun } from '../active-run.ts'
import type { GroupSetting } from '../group.ts'

/** Shortest and longest time between two blocks, in milliseconds. */
const shortestMs = 1000
const longestMs = 30_000

/**
 * Waits until as much time has passed since a run's last request as its last block took: what slows a machine for a
 * while is then not in both.
 */
export async function untilApart(run: ActiveRun, { signal, onProgress, context }: GroupSetting): Promise<void> {
  const { sent, end, slot } = run.requests.measured.columns()
  const last = run.launches.at(-1)?.slot
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const [row, own] of slot.entries()) {
    if (own !== last) continue
    from = Math.min(from, sent[row] as number)
    to = Math.max(to, end[row] as number)
  }
  if (!(to > from)) return
  const apartMs = Math.min(longestMs, Math.max(shortestMs, to - from))
  const waitMs = apartMs - (now() - to)
  if (waitMs <= 0) return
  if ((context.simulate ?? null) !== null) {
    passTo(now() + waitMs)
    return
  }
  onProgress(
    run.header.id,
    `${run.member.name}: waiting ${(waitMs / 1000).toFixed(0)} s, apart from the block before`,
    false,
  )
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await Promise.race([pause(waitMs, undefined), aborted])
}
