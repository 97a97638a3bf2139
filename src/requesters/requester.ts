import type { Sample } from '../samples/sample.ts'
import { isItemsPrompt, type ItemsPrompt, type Prompt, type Sampling } from '../workload/prompt.ts'

/** A prompt that one request answers. */
export type SinglePrompt = Exclude<Prompt, { readonly kind: 'conversation' }>

/** A prompt that one request answers with a text. */
export type TextRequestPrompt = Exclude<SinglePrompt, ItemsPrompt>

/**
 * The prompt of a request that is answered with a text.
 * @throws TypeError for one that is answered with vectors or scores: another requester makes those
 */
export function textRequestPrompt(prompt: SinglePrompt): TextRequestPrompt {
  if (isItemsPrompt(prompt)) throw new TypeError(`a prompt of ${prompt.kind} has no text for an answer`)
  return prompt
}

/** Content of one request, known before it is due. */
export interface RequestContent {
  readonly index: number
  readonly prompt: SinglePrompt
  readonly sampling: Sampling
}

/** A request to make: its content, its place in the run, and the moment it is due. */
export interface RequestJob extends RequestContent {
  readonly phase: Sample['phase']
  readonly slot: number
  readonly stream: number
  /** Turn of its conversation, 0-based; null outside of one. */
  readonly turn: number | null
  readonly intended: number
}

/** A function that reads the sample of a finished request after the clock: a part in each call, null until the last. */
export type ReadAnswer = () => Sample | null

/** The sample of a finished request, read at once. */
export function readWhole(read: ReadAnswer): Sample {
  for (;;) {
    const sample = read()
    if (sample !== null) return sample
  }
}

/** Makes requests and stamps them. */
export interface Requester {
  /**
   * The text a request is going to send, or a part of it: a long one takes milliseconds to make, which
   * are better spent before the request is due.
   */
  prepare?(content: RequestContent): string
  /**
   * Makes a request. Resolves when it is over, so that its client can go on, to its sample or a function
   * that reads it; null when the signal cut it short. A request that fails is a failed sample, no rejection.
   * @param ready text that {@link Requester.prepare} made of its content
   */
  request(job: RequestJob, signal: AbortSignal, ready?: string): Promise<Sample | ReadAnswer | null>
}
