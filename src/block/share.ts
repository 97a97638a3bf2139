/** What of a block one process makes; several may share one. */
export interface BlockShare {
  /** Requests, or conversations, this process makes. */
  readonly units: number
  /** The n-th of them is number `offset + n * step` of the block. */
  readonly offset: number
  readonly step: number
  /** The n-th of its streams is number `streamOffset + n * streamStep` of the load. */
  readonly streamOffset: number
  readonly streamStep: number
}

/** The whole block in one process. */
export function wholeBlock(units: number): BlockShare {
  return { units, offset: 0, step: 1, streamOffset: 0, streamStep: 1 }
}
