import type { Sample } from '../../samples/sample.ts'
import type { Prompt, Sampling } from '../../workload/prompt.ts'

/** A prompt that one request answers. */
export type SinglePrompt = Exclude<Prompt, { readonly kind: 'conversation' }>

/** One request to make. */
export interface RequestJob {
  readonly index: number
  readonly phase: Sample['phase']
  readonly slot: number
  readonly stream: number
  /** Null outside of a conversation. */
  readonly turn: number | null
  readonly intended: number
  readonly prompt: SinglePrompt
  readonly sampling: Sampling
}

/** Reads a finished request, after the clock: its sample, not before it is asked for. */
export type ReadAnswer = () => Sample | Promise<Sample>

/** Makes requests and stamps them. */
export interface Requester {
  /**
   * Resolves when the request is over, so that its client can go on, to what reads its answer; null
   * when the signal cut it short. What goes wrong with a request is a failed sample, no rejection.
   */
  request(job: RequestJob, signal: AbortSignal): Promise<Sample | ReadAnswer | null>
}
