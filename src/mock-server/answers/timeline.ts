import { now, timers } from '../../clock.ts'

/** An item of a timeline, which acts when it is due. */
export interface Timed {
  /** Moment of its next action, in CLOCK_MONOTONIC milliseconds. */
  readonly due: number
  /** Acts, and sets the next `due`; false when there is none. */
  run(): boolean
}

/** Milliseconds before a due time that are waited by turning the event loop: timers know whole ones. */
const spinWithinMs = 1.5
/** Most items with which the loop is turned so: with more it would take a whole core. */
const mostSpun = 4
/** Number of actions in a row after which incoming bytes get their turn. */
const actionsPerTurn = 4

/** Runs items at absolute times: one heap of due times and one timer, however many there are. */
export class Timeline {
  readonly #heap: Timed[] = []
  /** Items that are added while one runs, when the top of the heap must stay where it is. */
  readonly #added: Timed[] = []
  #running = false
  #timer: NodeJS.Timeout | null = null
  #immediate: NodeJS.Immediate | null = null
  /** Moment at which the timer or immediate goes off at the earliest. */
  #wakesAt = Number.POSITIVE_INFINITY
  #stopped = false

  add(item: Timed): void {
    if (this.#running) {
      this.#added.push(item)
      return
    }
    this.#push(item)
    if (item.due < this.#wakesAt) this.#arm()
  }

  stop(): void {
    this.#stopped = true
    this.#heap.length = 0
    this.#disarm()
  }

  readonly #turn = (): void => {
    this.#timer = null
    this.#immediate = null
    const heap = this.#heap
    let actions = 0
    let time = now()
    this.#running = true
    for (let top = heap[0]; top !== undefined && actions < actionsPerTurn; top = heap[0]) {
      if (top.due > time) {
        time = now()
        if (top.due > time) break
      }
      if (top.run()) this.#sink(top)
      else this.#removeTop()
      for (let item = this.#added.pop(); item !== undefined; item = this.#added.pop()) this.#push(item)
      actions++
    }
    this.#running = false
    this.#arm()
  }

  #arm(): void {
    this.#disarm()
    const top = this.#heap[0]
    if (top === undefined || this.#stopped) return
    const wait = top.due - now()
    if (wait <= 0 || (wait < spinWithinMs && this.#heap.length <= mostSpun)) {
      this.#wakesAt = Number.NEGATIVE_INFINITY
      this.#immediate = timers.setImmediate(this.#turn)
      return
    }
    // A timer goes off up to a millisecond late: the last one is spun where few things wait.
    const timeout = Math.max(1, Math.floor(this.#heap.length <= mostSpun ? wait - 1 : wait))
    this.#wakesAt = top.due
    this.#timer = timers.setTimeout(this.#turn, timeout)
  }

  #disarm(): void {
    if (this.#timer !== null) timers.clearTimeout(this.#timer)
    if (this.#immediate !== null) timers.clearImmediate(this.#immediate)
    this.#timer = null
    this.#immediate = null
    this.#wakesAt = Number.POSITIVE_INFINITY
  }

  #push(item: Timed): void {
    const heap = this.#heap
    let index = heap.length
    while (index > 0) {
      const above = (index - 1) >> 1
      const parent = heap[above] as Timed
      if (parent.due <= item.due) break
      heap[index] = parent
      index = above
    }
    heap[index] = item
  }

  #removeTop(): void {
    const last = this.#heap.pop()
    if (last !== undefined && this.#heap.length > 0) this.#sink(last)
  }

  /** Puts an item into the top's place and lets it sink to its own. */
  #sink(item: Timed): void {
    const heap = this.#heap
    const { length } = heap
    const { due } = item
    let index = 0
    for (;;) {
      let below = 2 * index + 1
      if (below >= length) break
      if (below + 1 < length && (heap[below + 1] as Timed).due < (heap[below] as Timed).due) below++
      const child = heap[below] as Timed
      if (child.due >= due) break
      heap[index] = child
      index = below
    }
    heap[index] = item
  }
}
