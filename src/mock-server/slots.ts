/** Numbers of a model's requests that run and that wait. */
export interface SlotCounts {
  running: number
  waiting: number
}

/** One request's place, or its place in the queue. */
export interface Place {
  /** Calls `begin` now or when it is its turn, and tells it whether it had to wait. */
  enter(begin: (waited: boolean) => void): void
  /** Gives the place back, whether its request has begun or not. */
  leave(): void
}

/** Places of requests that are generated at once; the rest wait in the order they came. */
export class Slots {
  #free: number
  readonly #waiting = new Set<() => void>()

  constructor(count: number) {
    this.#free = count
  }

  /**
   * Makes a place for one request.
   * @param counts counts of its model, which the place keeps true
   */
  ask(counts: SlotCounts): Place {
    let holds = false
    let inQueue: (() => void) | null = null
    const start = (begin: (waited: boolean) => void): void => {
      holds = true
      counts.running++
      this.#free--
      begin(inQueue !== null)
    }
    return {
      enter: (begin) => {
        if (this.#free > 0) {
          start(begin)
          return
        }
        inQueue = () => {
          counts.waiting--
          start(begin)
        }
        counts.waiting++
        this.#waiting.add(inQueue)
      },
      leave: () => {
        if (holds) {
          holds = false
          counts.running--
          this.#free++
          this.#next()
        } else if (inQueue !== null && this.#waiting.delete(inQueue)) counts.waiting--
      },
    }
  }

  #next(): void {
    for (const start of this.#waiting) {
      if (this.#free <= 0) return
      this.#waiting.delete(start)
      start()
    }
  }
}
