import { onceRead } from '../../read-turns.ts'

/** One timer for many time-outs. It runs while there is something to watch, and keeps no process alive. */
export class CoarseTimer {
  readonly #everyMs: number
  readonly #look: () => boolean
  #timer: NodeJS.Timeout | null = null

  /**
   * `look` says whether there is still something to watch. It is called ten times in the shortest of
   * the time-outs, which are milliseconds; behind the reads, so that an answer which has come is late at most.
   */
  constructor(timeouts: readonly number[], look: () => boolean) {
    this.#everyMs = Math.max(5, Math.min(100, Math.min(...timeouts) / 10))
    this.#look = look
  }

  /** Starts the timer, if it does not run already. */
  start(): void {
    if (this.#timer !== null) return
    this.#timer = setInterval(() => {
      onceRead(() => {
        if (this.#look() || this.#timer === null) return
        clearInterval(this.#timer)
        this.#timer = null
      })
    }, this.#everyMs)
    this.#timer.unref()
  }
}
