import type { Spending } from '../block/spending.ts'
import type { Transport } from '../requesters/transport.ts'
import type { RequestDefinition } from '../workload/request-definition.ts'
import type { SharedBlock } from '../block/block.ts'

/** Main process to load host, over IPC, once. */
export interface ServeMessage {
  readonly type: 'serve'
  readonly socket: string
}

/** Load host to main process. */
export type ServingMessage =
  | { readonly type: 'serving' }
  /** How many workers are connected now. */
  | { readonly type: 'connected'; readonly workers: number }

/** Worker to load host: get ready for a workload. */
export interface PrepareLoad {
  /** Chosen by the worker; names what is prepared. */
  readonly id: string
  readonly transport: Transport
  readonly request: RequestDefinition
  /** Connections to open beforehand. */
  readonly connections: number
}

/** What a load host found when it got ready. */
export interface PreparedLoad {
  readonly model: string
  /** What the endpoint says it is: its `server` header; null where it says nothing. */
  readonly server: string | null
}

/** What a load host has used so far, and what it holds. */
export interface LoadHostUsage {
  readonly userMs: number
  readonly systemMs: number
  readonly rssBytes: number
}

/** Worker to load host: make a block of requests of a prepared workload. */
export interface LoadBlockRequest extends SharedBlock {
  /** Chosen by the worker; names the block when it is to be aborted. */
  readonly id: string
  /** Which prepared workload. */
  readonly prepared: string
  readonly spending: Spending | null
}
