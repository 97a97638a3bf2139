import type { MeasuredRequest } from '../../samples/facts.ts'

/** Latencies of completed requests in the order in which they were sent, milliseconds. */
export function latenciesOf(samples: readonly MeasuredRequest[]): Float64Array {
  return Float64Array.from(samples.filter(({ state }) => state === 'completed').map(({ sent, end }) => end - sent))
}
