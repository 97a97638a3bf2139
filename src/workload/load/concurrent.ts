import { invalidLoad, mostConcurrency, refuseForeign } from './invalid-load.ts'
import type { ClosedLoad } from './plan.ts'

/** One client: the default. */
export const oneClient: ClosedLoad = { kind: 'closed', concurrency: 1, rampUpMs: null }

/** Options of {@link concurrent}. */
export interface ConcurrentOptions {
  /** Milliseconds the first sends are spread over. Default: one mean request duration. */
  rampUp?: number
}

/**
 * A closed load: `clients` requests in flight at all times. A local model decodes them together in
 * one context with as many sequences. The first sends are spread over one mean request duration, or
 * over `rampUp`.
 *
 * @example bench('10 clients', { load: concurrent(10) }, llama.complete('Why?'))
 * @throws LlmBenchError `invalid-option` unless `clients` is a whole number from 1 to 1024 and
 * `rampUp` is 0 ms or more
 */
export function concurrent(clients: number, options: ConcurrentOptions = {}): ClosedLoad {
  if (!Number.isInteger(clients) || clients < 1 || clients > mostConcurrency) {
    throw invalidLoad(`concurrent(${clients}): give a whole number of clients from 1 to ${mostConcurrency}`)
  }
  const { rampUp, ...others } = options
  refuseForeign(`concurrent(${clients})`, others, ['rampUp'])
  if (rampUp !== undefined && !(rampUp >= 0 && Number.isFinite(rampUp))) {
    throw invalidLoad(
      `concurrent(${clients}): option rampUp is ${rampUp}: give the milliseconds in which all clients start, for example 10_000`,
    )
  }
  return { kind: 'closed', concurrency: clients, rampUpMs: rampUp ?? null }
}
