import type { Metrics } from '../../metrics/distribution.ts'
import type { RunHeader } from '../../plan/header.ts'
import type { ColdRequestRecord } from '../../record/warmup.ts'
import type { RequestFacts } from '../../samples/facts.ts'
import type { Rows } from '../../samples/table/rows.ts'

/** Share of the usual wait for the first token above which a first request was cold, where the server says nothing. */
const coldShare = 2
/** Milliseconds by which it was longer at least. */
const coldMs = 50

/**
 * The cold first request of a run: of a model that its server had not loaded yet, or of which the first token took
 * more than twice the usual time. Null for one that was none, where nothing is left to compare it with, and for a local
 * model, whose load is timed by itself.
 */
export function coldRequestOf(
  { facts }: Pick<RunHeader, 'facts'>,
  warmup: Rows<RequestFacts>,
  measured: Rows<RequestFacts>,
  metrics: Pick<Metrics, 'ttft' | 'latency'>,
): ColdRequestRecord | null {
  const { kind } = facts.target
  if (facts.provenance === 'recorded' || kind === 'model' || kind === 'simulated' || kind === 'task') return null
  const first = earliest(warmup.length === 0 ? measured : warmup)
  if (first?.state !== 'completed') return null
  const usual = first.first === null ? metrics.latency : metrics.ttft
  const wait = (first.first ?? first.end) - first.sent
  // A single one can only be compared with itself.
  const isSlow = usual.n > (warmup.length === 0 ? 1 : 0) && wait > coldShare * usual.p50 && wait - usual.p50 > coldMs
  // A journal of an older release does not say.
  const loaded = facts.modelLoaded ?? null
  if (!isSlow && loaded !== false) return null
  return {
    ms: first.end - first.sent,
    cause: loaded === null ? 'unknown' : loaded ? 'first-use' : 'model-load',
  }
}

/** The request that was sent first: under load they are read in the order in which they ended. */
function earliest(requests: Rows<RequestFacts>): RequestFacts | undefined {
  let first: RequestFacts | undefined
  for (const request of requests) if (first === undefined || request.sent < first.sent) first = request
  return first
}
