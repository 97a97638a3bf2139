import { digestError, indexOf, middleOf } from './digest.ts'

/**
 * A digest that grows by one value at a time, in bounded memory: quantiles of what was seen so far, within the error
 * of a digest.
 */
export class GrowingDigest {
  readonly #buckets = new Map<number, number>()
  #count = 0
  #zeros = 0

  get count(): number {
    return this.#count
  }

  /** Adds a finite value. */
  add(value: number): void {
    this.#count++
    if (value <= 0) {
      this.#zeros++
      return
    }
    const index = indexOf(value, digestError)
    this.#buckets.set(index, (this.#buckets.get(index) ?? 0) + 1)
  }

  /** The quantile of a share of the values; null of none. */
  at(share: number): number | null {
    if (this.#count === 0) return null
    const rank = Math.min(this.#count - 1, Math.floor(share * this.#count))
    let passed = this.#zeros
    if (rank < passed) return 0
    for (const [index, count] of [...this.#buckets].toSorted(([one], [other]) => one - other)) {
      passed += count
      if (rank < passed) return middleOf(index, digestError)
    }
    return null
  }
}
