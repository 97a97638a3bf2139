import type { RequestFacts } from '../samples/facts.ts'
import { quantileSorted } from '../stats/quantiles/quantile.ts'
import type { HttpRecord } from '../record/server.ts'
import type { Rows } from '../samples/table/rows.ts'

/** Connections and answers of a run; null when no request went over HTTP. */
export function httpRecord(samples: Rows<RequestFacts>): HttpRecord | null {
  const statuses: Record<string, number> = {}
  const connects: number[] = []
  let [requests, retryAfter, redirected, again] = [0, 0, 0, 0]
  let to: string | null = null
  for (const { http } of samples) {
    if (http === undefined) continue
    const { status, connectMs, retryAfterSeconds, redirects, redirectedTo, retried } = http
    requests++
    if (status !== null) statuses[status] = (statuses[status] ?? 0) + 1
    if (connectMs !== null) connects.push(connectMs)
    if (retryAfterSeconds !== null) retryAfter++
    if (redirects !== undefined) redirected++
    if (retried === true) again++
    to ??= redirectedTo ?? null
  }
  if (requests === 0) return null
  const connected = Float64Array.from(connects).toSorted()
  return {
    connected: connected.length,
    connectP50Ms: connected.length === 0 ? null : quantileSorted(connected, 0.5),
    statuses,
    retryAfter,
    redirected,
    redirectedTo: to,
    retried: again,
  }
}
