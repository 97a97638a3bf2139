import type { BlockOfRequests } from '../block/run-block.ts'
import type { LoadedModel, Prepared, PrepareRequest } from '../engines/engine.ts'
import type { WantedModel } from '../models/wanted-model.ts'
import type { BlockCalls } from './block-calls.ts'

/** What the main process asks of a model host, over IPC. */
export interface ModelHostOrders {
  /** Loads a model and listens for workers; `event` says what takes long. */
  load: { asked: LoadRequest; answer: LoadAnswer; event: string }
}

/** What workers ask of a model host. */
export interface ModelHostCalls extends BlockCalls<BlockRequest> {
  /** Makes a context that fits, outside any timed window. */
  prepare: { asked: PrepareRequest; answer: Prepared }
  /** Highest resident memory since the process started, in bytes: for systems where its parent cannot see it. */
  'max-rss': { asked: null; answer: number }
}

/** A model, and where its host is to listen for workers. */
export interface LoadRequest extends WantedModel {
  readonly socket: string
}

/** A model that was loaded. */
export interface LoadAnswer {
  readonly model: LoadedModel
  /** When the backend was ready, in milliseconds of CLOCK_MONOTONIC. */
  readonly readyAt: number
  /** Milliseconds until then that writing or downloading the model took. */
  readonly resolvedMs: number
}

/** A block of requests of a model. */
export interface BlockRequest extends BlockOfRequests {
  /** Chosen by the worker; names the block when it is to be aborted. */
  readonly id: string
  /** Sequences of the block's context, and tokens each of them holds. */
  readonly sequences: number
  readonly contextSize: number
}
