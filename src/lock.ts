import { LlmBenchError } from './errors.ts'

/** Work done one after the other, in the order it was asked for. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve()

  /**
   * @param signal gives up a place in the queue; work that has begun is its own to stop
   * @throws LlmBenchError `aborted` when the place was given up, and whatever the work throws
   */
  async run<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const before = this.#last
    const place = Promise.withResolvers<void>()
    this.#last = place.promise
    try {
      await turn(before, signal)
      return await work()
    } finally {
      // Whoever waits behind a place that was given up still waits for those before it.
      void before.then(() => place.resolve())
    }
  }
}

/** Settles when those before are done; rejects at once when the signal is aborted. */
async function turn(before: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) {
    await before
    return
  }
  const aborted = new Promise<never>((_, reject) => {
    const fail = (): void => reject(new LlmBenchError('aborted', 'aborted while waiting for its turn'))
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
  await Promise.race([before, aborted])
}
