import type { MeasuredRequest } from '../../samples/facts.ts'

/** Several checks look at those of one run. */
const latencies = new WeakMap<Rows<MeasuredRequest>, Float64Array>()
const inOrder = new WeakMap<Rows<MeasuredRequest>, Float64Array>()

/** Latencies of completed requests in the order in which they were sent, milliseconds. */
export function latenciesOf(samples: Rows<MeasuredRequest>): Float64Array {
  const known = latencies.get(samples)
  if (known !== undefined) return known
  const found = numbersOf(
    samples.filter(({ state }) => state === 'completed'),
    ({ sent, end }) => end - sent,
  )
  latencies.set(samples, found)
  return found
}

/** The same in ascending order. */
export function sortedLatenciesOf(samples: Rows<MeasuredRequest>): Float64Array {
  const known = inOrder.get(samples)
  if (known !== undefined) return known
  const found = latenciesOf(samples).toSorted()
  inOrder.set(samples, found)
  return found
}
import { numbersOf, type Rows } from '../../samples/table/rows.ts'
