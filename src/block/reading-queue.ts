import { now, timers } from '../clock.ts'
import { areWaiting, readsSoFar } from '../read-turns.ts'
import { type ReadAnswer, readWhole } from '../requesters/requester.ts'
import type { Sample } from '../samples/sample.ts'

/** Milliseconds for which an answer, once it is next, waits for turns without reads: then it is read in any. */
const longestWaitMs = 200

/**
 * Milliseconds of reading after a turn without reads: as long as bytes that come meanwhile may wait for their
 * stamps. A turn for each part of an answer, a hundredth of this long, would cost more than the part.
 */
const sliceMs = 0.25

/**
 * Reads finished answers between turns of the event loop. Other requests are being timed: answers are read
 * only after a turn in which no bytes had arrived and no request was waiting to be sent, and for a quarter of a
 * millisecond, or one part of an answer. Where more are unread than requests are in flight, they are read
 * without any wait, and otherwise an answer waits for such turns for a fifth of a second: unread answers stay
 * about as many as requests, twice as many after a burst.
 */
export class ReadingQueue {
  readonly #keep: (sample: Sample) => void
  readonly #inFlight: () => number
  readonly #waiting: ReadAnswer[] = []
  /** Place of the next one in the list, which is shortened now and then. */
  #next = 0
  /** Moment up to which answers may be read in the turn that goes on. */
  #sliceEnd = Number.NEGATIVE_INFINITY
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
    // What is left of a slice is of another turn.
    this.#sliceEnd = Number.NEGATIVE_INFINITY
    while (this.#backlog > 0) {
      const read = this.#take()
      try {
        this.#keep(this.#isOverfull ? readWhole(read) : await this.#readInQuiet(read))
      } catch (error) {
        // It takes nothing from the others.
        this.#failed ??= { error }
      }
    }
    this.#reading = null
  }

  async #readInQuiet(read: ReadAnswer): Promise<Sample> {
    const until = now() + longestWaitMs
    let sample: Sample | null = null
    while (sample === null) sample = (await this.#hasQuiet(until)) ? read() : readWhole(read)
    // To write it down takes as long as a part of it.
    await this.#hasQuiet(until)
    return sample
  }

  /** Lets the loop turn until a turn is quiet, unless the last one has time left; whether there was one in time. */
  async #hasQuiet(until: number): Promise<boolean> {
    for (;;) {
      const time = now()
      if (this.#isOverfull || time >= until) return false
      if (time < this.#sliceEnd) return true
      if (await quietTurn()) this.#sliceEnd = now() + sliceMs
    }
  }

  get #isOverfull(): boolean {
    const most = this.#inFlight()
    return most > 0 && this.#backlog >= most
  }

  #take(): ReadAnswer {
    const read = this.#waiting[this.#next++] as ReadAnswer
    // A list of everything ever read would grow with the run.
    if (this.#backlog === 0 || this.#next === 1024) {
      this.#waiting.splice(0, this.#next)
      this.#next = 0
    }
    return read
  }
}

/** Lets the event loop turn; whether no bytes came in it, and nothing waits for its turn. */
async function quietTurn(): Promise<boolean> {
  const before = readsSoFar()
  await new Promise<void>((resolve) => {
    timers.setImmediate(resolve)
  })
  return readsSoFar() === before && !areWaiting()
}
