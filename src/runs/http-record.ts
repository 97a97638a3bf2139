import type { RequestFacts } from '../samples/facts.ts'
import { quantileSorted } from '../stats/quantiles/quantile.ts'
import type { HttpRecord } from '../record/server.ts'

/** Connections and answers of a run; null when no request went over HTTP. */
export function httpRecord(samples: readonly RequestFacts[]): HttpRecord | null {
  const requests = samples.flatMap(({ http }) => http ?? [])
  if (requests.length === 0) return null
  const statuses: Record<string, number> = {}
  for (const { status } of requests) {
    if (status !== null) statuses[status] = (statuses[status] ?? 0) + 1
  }
  const connects = Float64Array.from(requests.flatMap(({ connectMs }) => connectMs ?? [])).toSorted()
  return {
    connected: connects.length,
    connectP50Ms: connects.length === 0 ? null : quantileSorted(connects, 0.5),
    statuses,
    retryAfter: requests.filter(({ retryAfterSeconds }) => retryAfterSeconds !== null).length,
    redirected: requests.filter(({ redirects }) => redirects !== undefined).length,
    redirectedTo: requests.find(({ redirectedTo }) => redirectedTo !== undefined)?.redirectedTo ?? null,
    retried: requests.filter(({ retried }) => retried === true).length,
  }
}
