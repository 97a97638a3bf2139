import type { ForeignRequest } from './foreign-run.ts'

/** Most requests that were in flight at once; at least 1. */
export function mostInFlight(requests: readonly Pick<ForeignRequest, 'sent' | 'end'>[]): number {
  // One that ends when another begins was answered before it.
  const changes = requests
    .flatMap(({ sent, end }) => [
      { at: sent, by: 1 },
      { at: end, by: -1 },
    ])
    .toSorted((one, other) => one.at - other.at || one.by - other.by)
  let [inFlight, most] = [0, 1]
  for (const { by } of changes) {
    inFlight += by
    most = Math.max(most, inFlight)
  }
  return most
}
