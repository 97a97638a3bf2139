import type { Sample } from '../samples/sample.ts'
import type { BlockLoad } from './load.ts'
import type { BlockShare } from './share.ts'

/** A block: requests of a run that are made in one go, by one process or several. Plain data. */
export interface Block {
  readonly phase: Sample['phase']
  /** Turn of an interleaved comparison; 0 alone. */
  readonly slot: number
  /** Index of the block's first request, or conversation, in its run. */
  readonly firstIndex: number
  readonly load: BlockLoad
  /** Milliseconds after the last client's first send (of an open load, the start) in which requests start. */
  readonly budgetMs: number
  /** File that finished requests are appended to; null for a call that is no run. */
  readonly journal: string | null
}

/** A block as a run asks a target for it. */
export interface AskedBlock extends Block {
  /** Number of requests, or conversations, to make. */
  readonly units: number
  /** US dollars it may cost; null for no limit. */
  readonly maxUsd: number | null
}

/** A block with the share of it that one process makes. */
export interface SharedBlock extends Block {
  readonly share: BlockShare
  /** Start in CLOCK_MONOTONIC milliseconds; null for at once. */
  readonly startAt: number | null
}
