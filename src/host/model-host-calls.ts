import type { BlockOfRequests } from '../block/run-block.ts'
import type { Decision, DecisionRequest } from '../engines/decision.ts'
import type { LoadedModel, Prepared, PrepareRequest } from '../engines/engine.ts'
import type { Evaluated, EvaluateRequest } from '../intrinsic/evaluation.ts'
import type { ReadText } from '../intrinsic/read-text.ts'
import type { WantedModel } from '../models/wanted-model.ts'
import type { BlockCalls } from './block-calls.ts'

/** Calls of the main process that a model host takes, over IPC. */
export interface ModelHostOrders {
  /** Loads a model; `event` is a line of progress. */
  load: { asked: WantedModel; answer: LoadAnswer; event: string }
  /** Listens for workers on a socket, once the model is loaded; again where it was removed. */
  listen: { asked: string; answer: void }
  /** Frees the model, and tells what that took and gave back; the process is of no use afterwards. */
  unload: { asked: null; answer: Unloaded }
}

/** A model that was freed. */
export interface Unloaded {
  readonly unloadMs: number
  /** Resident bytes of its process before it, and after. */
  readonly beforeBytes: number
  readonly afterBytes: number
}

/** Calls of workers that a model host takes. */
export interface ModelHostCalls extends BlockCalls<BlockRequest> {
  /** Makes a context that fits, outside any timed window. */
  prepare: { asked: PrepareRequest; answer: Prepared }
  /** Reads a text as the model does. */
  'read-text': { asked: string; answer: ReadText }
  /** Tells how likely the tokens of a text are; beside it no block runs. */
  evaluate: { asked: EvaluateRequest; answer: Evaluated }
  /** Frees what evaluating keeps. */
  'end-evaluation': { asked: null; answer: void }
  /** Answers a question about a document by the probabilities of its choices; beside it no block runs. */
  decide: { asked: DecisionRequest; answer: Decision }
  /** Highest resident memory since the process started, in bytes: for systems where its parent cannot see it. */
  'max-rss': { asked: null; answer: number }
}

/** A model that was loaded, and the times of it. */
export interface LoadAnswer {
  readonly model: LoadedModel
  /** Moment the backend was ready at, in milliseconds of CLOCK_MONOTONIC. */
  readonly readyAt: number
  /** Milliseconds until then that writing or downloading the model took. */
  readonly resolvedMs: number
}

/** A block of requests of a model. */
export interface BlockRequest extends BlockOfRequests {
  /** Name of the block, chosen by the worker, to abort it by. */
  readonly id: string
  /** Number of sequences of the block's context. */
  readonly sequences: number
  /** Number of tokens each of them holds. */
  readonly contextSize: number
}
