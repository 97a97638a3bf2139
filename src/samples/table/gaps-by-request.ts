import type { NumberSeries } from '../../stats/series/values.ts'

/** Gaps between chunks, request by request. */
export interface RequestGaps {
  /** Milliseconds; of a long run to seven digits. */
  readonly values: NumberSeries
  /** Number of gaps of each request; 0 of one that failed. */
  readonly counts: Uint32Array
}

/** The gaps of many requests, which are found in any order of these. Each takes four bytes. */
export class GapsByRequest {
  readonly #values: Float32Array
  readonly #counts: Uint32Array
  /** Place of each request's first gap; of one behind the last, their number. */
  readonly #starts: Float64Array
  readonly #isFound: Uint8Array

  /** @param counts gaps of each request, by its row */
  constructor(counts: Uint32Array) {
    this.#counts = counts
    this.#isFound = new Uint8Array(counts.length)
    this.#starts = new Float64Array(counts.length + 1)
    for (const [row, count] of counts.entries()) this.#starts[row + 1] = (this.#starts[row] as number) + count
    this.#values = new Float32Array(this.#starts.at(-1) ?? 0)
  }

  /** Gaps of one request; those of which another number was said stay unknown. */
  set(row: number, gaps: Float64Array): void {
    if (gaps.length !== this.#counts[row]) return
    this.#values.set(gaps, this.#starts[row])
    this.#isFound[row] = 1
  }

  /** Those that were found. */
  found(): RequestGaps {
    const counts = this.#counts.map((count, row) => (this.#isFound[row] === 1 ? count : 0))
    let to = 0
    for (const [row, count] of counts.entries()) {
      const from = this.#starts[row] as number
      if (from !== to) this.#values.copyWithin(to, from, from + count)
      to += count
    }
    return { values: this.#values.subarray(0, to), counts }
  }
}
