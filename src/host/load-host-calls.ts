import type { Spending } from '../block/spending.ts'
import type { Transport } from '../requesters/transport.ts'
import type { RequestDefinition } from '../workload/request-definition.ts'
import type { SharedBlock } from '../block/block.ts'
import type { BlockCalls } from './block-calls.ts'

/** What the main process asks of a load host, over IPC. */
export interface LoadHostOrders {
  /** Listens for workers on a socket. */
  serve: { asked: string; answer: void }
}

/** What workers ask of a load host. */
export interface LoadHostCalls extends BlockCalls<LoadBlockRequest> {
  /** Gets ready for a workload, which is released with its worker. */
  prepare: { asked: PrepareLoad; answer: PreparedLoad }
  /** Forgets a workload, by the id it was prepared under, and closes its connections. */
  release: { asked: string; answer: void }
  /** Answered when everything before it is done. */
  free: { asked: null; answer: void }
  usage: { asked: null; answer: LoadHostUsage }
}

/** A workload to get ready for. */
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

/** A block of requests of a prepared workload. */
export interface LoadBlockRequest extends SharedBlock {
  /** Chosen by the worker; names the block when it is to be aborted. */
  readonly id: string
  /** Which prepared workload. */
  readonly prepared: string
  readonly spending: Spending | null
}
