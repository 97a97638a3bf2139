/** Money that a worker wants before it makes requests at a priced API. US dollars. */
export interface MoneyWanted {
  /** Id that no other wish has. */
  readonly id: string
  /** The most that all files and workers together may spend. */
  readonly limitUsd: number
  /** The most that the requests can cost; null where nobody knows how many there will be. */
  readonly wantUsd: number | null
}

/** Money that a worker may spend, and what was spent before. */
export interface HeldMoney {
  readonly usd: number
  readonly spentUsd: number
}

/**
 * Counts what all workers spend at priced APIs, in the one process that they share. What is held counts as spent until
 * it is settled, so that all of them together never pass the limit: who wants more than is left waits for the others,
 * and then gets what there is.
 */
export class Purse {
  readonly #held = new Map<string, number>()
  #spentUsd = 0
  #changed = Promise.withResolvers<void>()

  /** Holds money for requests; less than was wanted where no more is left. */
  async hold({ id, limitUsd, wantUsd }: MoneyWanted): Promise<HeldMoney> {
    for (;;) {
      const held = [...this.#held.values()].reduce((sum, usd) => sum + usd, 0)
      const free = Math.max(0, limitUsd - this.#spentUsd - held)
      if ((wantUsd !== null && wantUsd <= free) || this.#held.size === 0) {
        const usd = wantUsd === null ? free : Math.min(wantUsd, free)
        this.#held.set(id, usd)
        return { usd, spentUsd: this.#spentUsd }
      }
      // oxlint-disable-next-line no-await-in-loop -- whoever comes first looks again first
      await this.#changed.promise
    }
  }

  /** Says what was spent of what is held: all of it, where nobody knows. */
  settle(id: string, spentUsd: number | null): void {
    const held = this.#held.get(id)
    if (held === undefined) return
    this.#held.delete(id)
    this.#spentUsd += spentUsd ?? held
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }

  /** Begins a new run, of which nothing is spent yet. */
  newRun(): void {
    this.#spentUsd = 0
  }
}
