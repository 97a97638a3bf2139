import { LlmBenchError } from './errors.ts'

/** A lock that one at a time may hold, in the order it was asked for. */
export class Lock {
  #last: Promise<unknown> = Promise.resolve()

  /**
   * Does work while nobody else holds the lock.
   * @param signal signal that gives up a place in the line; work that has begun is its own to stop
   * @throws LlmBenchError `aborted` when the place was given up, and whatever the work throws
   */
  async hold<Result>(work: () => Result | Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const before = this.#last
    const place = Promise.withResolvers<void>()
    this.#last = place.promise
    try {
      await untilFree(before, signal)
      return await work()
    } finally {
      // Whoever waits behind a place that was given up still waits for those before it.
      void before.then(() => place.resolve())
    }
  }
}

/** Settles when those before are done; rejects at once when the signal is aborted. */
async function untilFree(before: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) {
    await before
    return
  }
  const aborted = new Promise<never>((_, reject) => {
    const fail = (): void => reject(new LlmBenchError('aborted', 'aborted while it waited for others to be done'))
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
  await Promise.race([before, aborted])
}
