/** Units and streams of a block that one process makes; several may share one. */
export interface BlockShare {
  /** Number of requests, or conversations, that this process makes. */
  readonly units: number
  /** Number within the block of the first of them; the n-th, from 0, is `offset + n * step`. */
  readonly offset: number
  readonly step: number
  /** Number within the load of its first stream; the n-th, from 0, is `streamOffset + n * streamStep`. */
  readonly streamOffset: number
  readonly streamStep: number
}

/** The share of a process that makes the whole block. */
export function wholeBlock(units: number): BlockShare {
  return { units, offset: 0, step: 1, streamOffset: 0, streamStep: 1 }
}
