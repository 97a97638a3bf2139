import type { ModelEntry } from '../../http/model-list.ts'
import type { RoutedModel } from './routed-model.ts'

/** Answer to a call that loads or unloads a model. */
export interface CallAnswer {
  /** HTTP status. */
  readonly status: number
  readonly body: unknown
  /** Reason of a refusal in the server's own words, without secrets; empty where it gave none. */
  readonly said: string
}

/** Questions and calls to a server's origin. */
export interface RouterCalls {
  /** JSON at a path; null where there is none. */
  readonly get: (path: string) => Promise<unknown>
  readonly post: (path: string, body: unknown) => Promise<CallAnswer>
  /** Asks for a page only for what it sets off; answered when that is done. */
  readonly visit: (path: string) => Promise<CallAnswer>
}

/** A call that was made, and what it told. */
export interface LoadAnswer extends CallAnswer {
  /** Milliseconds that loading took, by the server's own word; null where it does not say. */
  readonly serverMs: number | null
}

/** Serving software that holds several models behind one address. */
export interface RouterSoftware {
  readonly name: string
  /** The models with their states; the answer they were listed in may say more of them. */
  readonly models: (
    listed: readonly ModelEntry[],
    calls: RouterCalls,
    answer: unknown,
  ) => Promise<readonly RoutedModel[]>
  /** Loads a model; it may answer before it has. Null where only a request does. */
  readonly load: ((model: string, calls: RouterCalls) => Promise<LoadAnswer>) | null
  /** Unloads a model; it may answer before it is gone. Null where nothing does. */
  readonly unload: ((model: string, calls: RouterCalls) => Promise<CallAnswer>) | null
  /** Sentence part on why a model cannot be loaded or unloaded by a call, and the way out; empty where it can. */
  readonly wayOut: string
  /**
   * Arguments that the process for a model is started with, by which it is known among those of the server; null where
   * nobody can tell. Left out where there are no such processes.
   */
  readonly processOf?: (model: string, calls: RouterCalls) => Promise<readonly string[] | null>
  /** Path of events that tell every change of a state as llama-server's router does; null for none. */
  readonly events: string | null
}

/** An answer that tells no time of its own. */
export function untimed(answer: CallAnswer): LoadAnswer {
  return { ...answer, serverMs: null }
}
