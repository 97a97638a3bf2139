import type { Prompt, Sampling } from './prompt.ts'

/** Kinds of requests that are answered with a text. */
export type TextRequestKind = 'completion' | 'chat'
/** Kinds of requests that are answered with vectors or scores. */
export type ItemsRequestKind = 'embedding' | 'rerank'
/** Kind of a request; a `task` is a function of the user's. */
export type RequestKind = TextRequestKind | ItemsRequestKind | 'task'

/** Whether requests of a kind are answered with vectors or scores. */
export function isItemsKind(kind: RequestKind): kind is ItemsRequestKind {
  return kind === 'embedding' || kind === 'rerank'
}

/**
 * A kind that a server is asked for.
 * @throws TypeError for a task, which asks none by itself
 */
export function servedKind(kind: RequestKind): Exclude<RequestKind, 'task'> {
  if (kind === 'task') throw new TypeError('a task asks no server by itself')
  return kind
}

/** The requests to make of a target. */
export interface RequestDefinition {
  readonly kind: RequestKind
  /** Prompts to rotate through; at least one. */
  readonly prompts: readonly Prompt[]
  readonly sampling: Sampling
  /** Bytes of each request that are no prompt, such as descriptions of tools: they cost input tokens. */
  readonly overheadBytes?: number
  /** Further rules of the answers, as a report shows them; absent or null for none. */
  readonly rules?: string | null
  /** Whether the answers are scored: nothing but the prompt may then be read, so that no nonce stands before it. */
  readonly scored?: true
}
