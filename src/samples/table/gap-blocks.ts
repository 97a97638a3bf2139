import { release } from '../../stats/series/values.ts'
import type { RequestGaps } from './gaps-by-request.ts'

/** Gaps in a block, in four bytes each. */
const blockLength = 1 << 18

/** The gaps of many requests as they come in, request by request, without copying them to make room. */
export class GapBlocks {
  readonly #blocks: Float32Array[] = []
  #count = 0

  add(gaps: Iterable<number>): void {
    for (const gap of gaps) {
      const place = this.#count++ % blockLength
      if (place === 0) this.#blocks.push(new Float32Array(blockLength))
      ;(this.#blocks.at(-1) as Float32Array)[place] = gap
    }
  }

  /**
   * All of them as one series; none is here any more.
   * @param counts gaps of each request
   * @param order requests in the order that they are wanted in; null for the one in which they came
   */
  take(counts: Uint32Array, order: Uint32Array | null): RequestGaps {
    const values = new Float32Array(this.#count)
    if (order === null) this.#copy(values)
    else this.#copyInOrder(values, counts, order)
    release(...this.#blocks.splice(0))
    return { values, counts: order === null ? counts : order.map((row) => counts[row] as number) }
  }

  #copy(values: Float32Array): void {
    for (const [block, gaps] of this.#blocks.entries()) {
      const from = block * blockLength
      values.set(gaps.subarray(0, this.#count - from), from)
    }
  }

  #copyInOrder(values: Float32Array, counts: Uint32Array, order: Uint32Array): void {
    const starts = new Float64Array(counts.length)
    for (let row = 1; row < counts.length; row++) {
      starts[row] = (starts[row - 1] as number) + (counts[row - 1] as number)
    }
    let to = 0
    for (const row of order) {
      const from = starts[row] as number
      for (let gap = from; gap < from + (counts[row] as number); gap++) values[to++] = this.#at(gap)
    }
    release(starts)
  }

  #at(gap: number): number {
    return this.#blocks[Math.floor(gap / blockLength)]?.[gap % blockLength] as number
  }
}
