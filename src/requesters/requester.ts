import type { Sample } from '../samples/sample.ts'
import type { Prompt, Sampling } from '../workload/prompt.ts'

/** A prompt that one request answers. */
export type SinglePrompt = Exclude<Prompt, { readonly kind: 'conversation' }>

/** What one request says: known before it is due. */
export interface RequestContent {
  readonly index: number
  readonly prompt: SinglePrompt
  readonly sampling: Sampling
}

/** One request to make. */
export interface RequestJob extends RequestContent {
  readonly phase: Sample['phase']
  readonly slot: number
  readonly stream: number
  /** Null outside of a conversation. */
  readonly turn: number | null
  readonly intended: number
}

/** Reads a finished request, after the clock: its sample, not before it is asked for. */
export type ReadAnswer = () => Sample | Promise<Sample>

/** Makes requests and stamps them. */
export interface Requester {
  /**
   * The text a request is going to send, or a part of it: a long one takes milliseconds to make, which
   * are better spent before the request is due.
   */
  prepare?(content: RequestContent): string
  /**
   * Resolves when the request is over, so that its client can go on, to what reads its answer; null
   * when the signal cut it short. What goes wrong with a request is a failed sample, no rejection.
   * @param ready what {@link Requester.prepare} made of its content
   */
  request(job: RequestJob, signal: AbortSignal, ready?: string): Promise<Sample | ReadAnswer | null>
}
