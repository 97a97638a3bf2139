import { now, timers } from './clock.ts'

/**
 * Resolves at a moment of CLOCK_MONOTONIC (milliseconds), at once when it is past or the signal is
 * aborted. A timer may fire a fraction of a millisecond early: the rest is waited for again.
 */
export async function sleepUntil(moment: number, signal: AbortSignal): Promise<void> {
  for (let left = moment - now(); left > 0 && !signal.aborted; left = moment - now()) {
    await sleep(left, signal)
  }
}

/** Last milliseconds of a wait, which are spent turning the event loop: timers are a millisecond coarse. */
const turnedMs = 1
/** Shortest wait in milliseconds that ends by turning: for shorter ones it would keep a core busy. */
const leastWaitMs = 4

/**
 * As {@link sleepUntil}, and after a wait of some length within some hundredths of a millisecond: a
 * request that is a millisecond late to a server that answers in ten is one tenth wrong. Sockets are
 * read at every turn of the loop meanwhile.
 *
 * After a wait of less than {@link leastWaitMs}, at rates above about 250 a second, it is as late as a
 * timer, up to a millisecond: the turning would look like a process that has no more to give.
 */
export async function sleepExactly(moment: number, signal: AbortSignal): Promise<void> {
  if (moment - now() < leastWaitMs) return await sleepUntil(moment, signal)
  await sleepUntil(moment - turnedMs, signal)
  while (now() < moment && !signal.aborted) {
    await new Promise<void>((resolve) => {
      timers.setImmediate(resolve)
    })
  }
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = timers.setTimeout(done, milliseconds)
    function done(): void {
      timers.clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done, { once: true })
  })
}
