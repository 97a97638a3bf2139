import type { SwitchRecord } from '../../record/several/switch.ts'
import type { Sample } from '../../samples/sample.ts'

/** A load of a model as it was seen. Stamps are milliseconds of CLOCK_MONOTONIC; null where they were not. */
export interface SeenLoad {
  readonly loadingAt: number | null
  /** Null for a load that did not end. */
  readonly loadedAt: number | null
  /** Moment at which the last of `evicted` was gone. */
  readonly goneAt: number | null
  readonly evicted: readonly string[]
  /** Whether the stamps are those of the server's own events. */
  readonly byEvents: boolean
}

/** Stamps of a request, without its texts: a block may have many. */
export interface StampedRequest {
  readonly sent: number
  /** First token; of an answer that did not stream, or failed, its end. */
  readonly first: number
  /** The reason of a failure; null of an answer. */
  readonly failure: string | null
}

/** The stamps of a request. */
export function stampedRequest(sample: Sample): StampedRequest {
  return sample.state === 'failed'
    ? { sent: sample.sent, first: sample.end, failure: sample.failure.message }
    : { sent: sample.sent, first: sample.first ?? sample.end, failure: null }
}

/**
 * Milliseconds by which a readiness may be known late: an event is told after it was true, and a list is asked for at
 * steps of up to a quarter of a second.
 */
const slackMs = { events: 50, list: 350 }

/** The requests of a block that waited for a load, the first of them before the others. */
export function waitedFor({ loadedAt, byEvents }: SeenLoad, all: readonly StampedRequest[]): readonly StampedRequest[] {
  const inOrder = all.toSorted((one, other) => one.sent - other.sent)
  // Of a load that never ended those have waited that failed, and whoever asked for it.
  if (loadedAt === null) return inOrder.filter(({ failure }, place) => place === 0 || failure !== null)
  const slack = byEvents ? slackMs.events : slackMs.list
  return inOrder.filter(({ sent, first }) => sent < loadedAt && first >= loadedAt - slack)
}

/** The switch that a request has made a server do. */
export function switchOf(model: string, load: SeenLoad, { sent, first, failure }: StampedRequest): SwitchRecord {
  const inside = (moment: number | null): number | null =>
    moment === null ? null : Math.min(first, Math.max(sent, moment))
  const [goneAt, loadingAt, loadedAt] = [inside(load.goneAt), inside(load.loadingAt), inside(load.loadedAt)]
  const serverMs = ownTimeOf(load)
  const from = (serverMs === null ? null : loadingAt) ?? goneAt ?? sent
  return {
    model,
    evicted: [...load.evicted],
    evictMs: goneAt === null ? null : goneAt - sent,
    loadMs: loadedAt === null ? null : loadedAt - from,
    firstTokenMs: failure === null ? first - (loadedAt ?? sent) : null,
    serverMs,
    totalMs: failure === null ? first - sent : null,
    error: failure,
  }
}

/** Milliseconds below which two events have come in one read, late: no process is started in that time. */
const leastMs = 1

/**
 * The server's own time of a load, by its events; null where it has none, or they were read together.
 */
export function ownTimeOf({ byEvents, loadingAt, loadedAt }: SeenLoad): number | null {
  if (!byEvents || loadingAt === null || loadedAt === null) return null
  return loadedAt - loadingAt < leastMs ? null : loadedAt - loadingAt
}
