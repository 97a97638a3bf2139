import type { JsonNumber } from '../figure.ts'

/** A most that hardware can do, and how it is known. Figures of different origins are never mixed. */
export interface CeilingRecord {
  value: number
  /** The part of the machine that it is of: the one that computed. */
  of: 'cpu' | 'gpu'
  /** `table`: published by its maker; `declared`: the user's; `measured`: a test that read memory for a second. */
  from: 'table' | 'declared' | 'measured'
  /** Where it was published; null for any other origin. */
  source: string | null
  /** Threads that it was measured with; null for any other origin. */
  threads: number | null
}

/** The most that the hardware of a run can do; null where nobody knows. */
export interface CeilingsRecord {
  /** Bandwidth of the memory that is computed from, in GB/s. */
  bandwidthGBs: CeilingRecord | null
  /** Operations of its matrix units, in trillions a second. */
  peakTflops: CeilingRecord | null
}

/**
 * The limit of a run: `memory` or `compute`; `threads`, of which there are too few or too many; `host`, the time
 * outside the engine; `native-build`, an engine that was not built for this processor; `unknown` where it cannot be
 * told.
 */
export type LimitName = 'memory' | 'compute' | 'threads' | 'host' | 'native-build' | 'unknown'

/** Memory that decoding read. Means over the decoded tokens of completed requests. */
export interface DecodeReadsRecord {
  /** Tokens of the context of a decoded token. */
  context: number
  /** Sequences in a step. */
  batch: number
  /** Bytes of weights that a token reads which is alone in its step. */
  weightBytes: number
  /** Bytes of keys and values that a token reads. */
  cacheBytes: number
  /** Bytes that a step reads: its weights once, the cache of each sequence. */
  bytesPerStep: number
  /** Median time of a step, the time per token of one sequence, in milliseconds. */
  stepMs: number
  /** Bytes of a step over its time, in GB/s. */
  gbPerSecond: number
  /** Share of the bandwidth, 0 to 1; null where that is not known, or where an assumption is wrong. */
  share: JsonNumber
}

/** Operations of prefill, of requests that were alone. */
export interface PrefillWorkRecord {
  /** Operations of a token: a product and a sum for each parameter that it goes through, and attention. */
  operationsPerToken: number
  /** Trillions of operations a second, at the median speed. */
  tflops: number
  /** Share of the peak, 0 to 1; null where that is not known, or where an assumption is wrong. */
  share: JsonNumber
}

/** A run beside what its hardware can do at most. */
export interface RooflineRecord extends CeilingsRecord {
  /** Null where no request decoded two tokens, or the architecture keeps what is not counted. */
  decode: DecodeReadsRecord | null
  /** Null where requests were not alone, or nothing was prefilled. */
  prefill: PrefillWorkRecord | null
  /** Share of a token's time outside the engine; null where the engine's own time is not known. */
  hostShare: JsonNumber
  /** Share of the requests' time before the first token. */
  prefillTimeShare: JsonNumber
  /** An assumption that must be wrong, in one sentence: a share above 1 is no figure; null where none is. */
  doubt: string | null
  /** One sentence on what would make it faster, and its limit. */
  faster: { limit: LimitName; words: string }
}
