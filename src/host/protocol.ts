import type { LoadedModel } from '../engines/engine.ts'
import type { ModelOptions } from '../models/model-options.ts'
import type { BlockOfRequests } from '../block/run-block.ts'

/** Main process to host, over IPC, once. */
export interface LoadMessage {
  readonly type: 'load'
  readonly spec: string
  readonly registry: Readonly<Record<string, string>>
  readonly root: string
  readonly cacheDirectory: string
  readonly socket: string
  readonly options: ModelOptions
}

/** Host to main process, over IPC. */
export type HostMessage =
  | { readonly type: 'progress'; readonly text: string }
  /** `resolvedMs`: of it, the time that writing or downloading the model took. */
  | { readonly type: 'backend-ready'; readonly at: number; readonly resolvedMs: number }
  | { readonly type: 'loaded'; readonly model: LoadedModel }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }

/** A host, as the main process lends it to a worker. */
export interface HostLease {
  readonly id: string
  readonly socket: string
  readonly startupMs: number
  /** False when an earlier test already had it loaded. */
  readonly loadedNow: boolean
  readonly model: LoadedModel
  /** Folder for this run's journals. */
  readonly journal: string
}

/** A running server, lent to a worker. */
export interface ServerLease {
  readonly id: string
  readonly url: string
  /** Spawned to ready, its model loaded; milliseconds. */
  readonly startupMs: number
  /** False when an earlier test already had it running. */
  readonly startedNow: boolean
  /** As it states it itself. */
  readonly version: string | null
}

/** A load host, lent to a worker. */
export interface LoadHostLease {
  readonly id: string
  readonly socket: string
  /** Folder for this run's journals. */
  readonly journal: string
}

/** Worker to model host: make a block of requests. */
export interface BlockRequest extends BlockOfRequests {
  /** Chosen by the worker; names the block when it is to be aborted. */
  readonly id: string
  /** Sequences of the block's context, and tokens each of them holds. */
  readonly sequences: number
  readonly contextSize: number
}
