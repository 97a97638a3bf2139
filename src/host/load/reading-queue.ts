import type { Sample } from '../../samples/sample.ts'
import type { ReadAnswer } from './requester.ts'

/**
 * Reads finished answers one at a time, between turns of the event loop: other requests are being
 * timed, and what has arrived for them is stamped first.
 */
export class ReadingQueue {
  readonly #keep: (sample: Sample) => void
  readonly #waiting: ReadAnswer[] = []
  #reading: Promise<void> | null = null

  constructor(keep: (sample: Sample) => void) {
    this.#keep = keep
  }

  add(read: ReadAnswer): void {
    this.#waiting.push(read)
    this.#reading ??= this.#readAll()
  }

  /** Resolves when everything has been read. */
  async done(): Promise<void> {
    while (this.#reading !== null) await this.#reading
  }

  async #readAll(): Promise<void> {
    for (let next = 0; next < this.#waiting.length; next++) {
      await new Promise<void>((resolve) => {
        setImmediate(resolve)
      })
      this.#keep(await (this.#waiting[next] as ReadAnswer)())
      // What is kept in a list of everything ever read would grow with the run.
      if (next === 1023) {
        this.#waiting.splice(0, next + 1)
        next = -1
      }
    }
    this.#waiting.length = 0
    this.#reading = null
  }
}
