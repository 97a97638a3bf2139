import type { Sample } from '../samples/sample.ts'
import { now } from '../clock.ts'
import type { ReadAnswer } from '../requesters/requester.ts'

/** Milliseconds of reading in each turn of the event loop: bytes that arrive meanwhile are stamped so late at most. */
const sliceMs = 2

/**
 * Reads finished answers between turns of the event loop: other requests are being timed, and their bytes
 * that have arrived are stamped first. Where answers end faster than that, more are read in a turn:
 * unread answers stay about as many as requests are in flight, twice as many after a burst.
 */
export class ReadingQueue {
  readonly #keep: (sample: Sample) => void
  readonly #inFlight: () => number
  readonly #waiting: ReadAnswer[] = []
  /** Place of the next one in the list, which is shortened now and then. */
  #next = 0
  #reading: Promise<void> | null = null
  #failed: { readonly error: unknown } | null = null

  /** @param inFlight number of requests that are under way */
  constructor(keep: (sample: Sample) => void, inFlight: () => number) {
    this.#keep = keep
    this.#inFlight = inFlight
  }

  add(read: ReadAnswer): void {
    this.#waiting.push(read)
    this.#reading ??= this.#readAll()
  }

  /** Resolves when everything has been read; rejects with the first error of reading and keeping it. */
  async done(): Promise<void> {
    while (this.#reading !== null) await this.#reading
    this.rethrow()
  }

  /** Throws the first error of reading and keeping answers; nothing where there was none. */
  rethrow(): void {
    if (this.#failed !== null) throw this.#failed.error
  }

  get #backlog(): number {
    return this.#waiting.length - this.#next
  }

  async #readAll(): Promise<void> {
    while (this.#backlog > 0) {
      await new Promise<void>((resolve) => {
        setImmediate(resolve)
      })
      const began = now()
      do await this.#readNext()
      while (this.#backlog > 0 && (now() - began < sliceMs || this.#backlog > this.#inFlight()))
    }
    this.#reading = null
  }

  /** Reads and keeps one answer; its error takes nothing from the others. */
  async #readNext(): Promise<void> {
    const read = this.#waiting[this.#next++] as ReadAnswer
    // A list of everything ever read would grow with the run.
    if (this.#backlog === 0 || this.#next === 1024) {
      this.#waiting.splice(0, this.#next)
      this.#next = 0
    }
    try {
      this.#keep(await read())
    } catch (error) {
      this.#failed ??= { error }
    }
  }
}
