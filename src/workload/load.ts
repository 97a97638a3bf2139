import { LlmBenchError } from '../errors.ts'

/** How many requests are in flight, and when. */
export interface LoadPlan {
  readonly kind: 'closed'
  /** Clients that each send their next request when their last is answered. */
  readonly concurrency: number
}

/** One client: the default. */
export const oneClient: LoadPlan = { kind: 'closed', concurrency: 1 }

/**
 * A closed load: `clients` requests in flight at all times. A local model decodes them together in
 * one context with as many sequences. The first sends are spread over one mean request duration.
 *
 * @example bench('10 clients', { load: concurrent(10) }, llama.complete('Why?'))
 * @throws LlmBenchError `invalid-option` unless `clients` is a whole number from 1 to 1024
 */
export function concurrent(clients: number): LoadPlan {
  if (!Number.isInteger(clients) || clients < 1 || clients > 1024) {
    throw new LlmBenchError(
      'invalid-option',
      `concurrent(${clients}): give a whole number of clients from 1 to 1024`,
    )
  }
  return { kind: 'closed', concurrency: clients }
}
