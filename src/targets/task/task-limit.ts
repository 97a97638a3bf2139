import type { MoneyLimit } from '../../block/money-limit.ts'
import type { Sample } from '../../samples/sample.ts'

/**
 * Limits of the blocks of a task. Of what an execution costs nobody knows anything until one is over: each
 * in flight is taken to be as dear as the dearest so far, also in earlier runs. Calls without a price count nothing.
 */
export function taskLimits(): (limitUsd: number) => MoneyLimit {
  const seen = { dearestUsd: 0 }
  return (limitUsd) => new TaskLimit(limitUsd, seen)
}

class TaskLimit implements MoneyLimit {
  readonly #limitUsd: number
  readonly #seen: { dearestUsd: number }
  #spentUsd = 0
  #inFlight = 0
  #refused = false

  constructor(limitUsd: number, seen: { dearestUsd: number }) {
    this.#limitUsd = limitUsd
    this.#seen = seen
  }

  get refused(): boolean {
    return this.#refused
  }

  mayStart(): boolean {
    const mayCost = (this.#inFlight + 1) * this.#seen.dearestUsd
    // Where no money is left, none begins: it may cost something.
    this.#refused ||= this.#limitUsd <= 0 || this.#spentUsd + mayCost > this.#limitUsd
    if (this.#refused) return false
    this.#inFlight++
    return true
  }

  add({ task }: Sample): void {
    const usd = task?.usd ?? 0
    this.#inFlight--
    this.#spentUsd += usd
    this.#seen.dearestUsd = Math.max(this.#seen.dearestUsd, usd)
  }
}
