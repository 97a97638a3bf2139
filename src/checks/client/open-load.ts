import type { MeasuredRequest } from '../../samples/facts.ts'
import type { RunHeader } from '../../plan/header.ts'

/** Facts about the way an open load was carried out. */
export interface OpenLoadFacts {
  /** Lateness of each request that nothing held back, in milliseconds, ascending. */
  readonly lags: Float64Array
  /** Time from the moment each was due to its beginning, whatever held it back, in milliseconds, ascending. */
  readonly waits: Float64Array
  /** Requests, or conversations, that were begun, and those of them that waited for a place in flight. */
  readonly units: number
  readonly held: number
  /** Whether all places were taken when the last one was begun. */
  readonly fullAtEnd: boolean
}

/** A request, or a conversation, which keeps its place from its first turn to its last. */
interface Unit {
  readonly slot: number
  readonly host: number
  readonly intended: number
  readonly began: number
  end: number
}

/** A place is free a little after the last token: what else came, such as [DONE], is read first. */
const releaseMs = 5

/** Facts of an open load; null for a closed one, and where nothing was sent. */
export function openLoadFacts(
  { plan: { load }, facts }: RunHeader,
  samples: readonly MeasuredRequest[],
  loadHosts: number,
): OpenLoadFacts | null {
  if (load.kind !== 'open' || samples.length === 0) return null
  // A local model has as many places as sequences, also where the load names no limit.
  const places = load.maxConcurrency ?? (facts.target.kind === 'model' ? streamsOf(samples) : null)
  // A host without a place makes no requests.
  const hosts = Math.min(loadHosts, places ?? loadHosts)
  const units = unitsOf(samples, hosts)
  const lags: number[] = []
  let fullAtEnd = false
  for (const group of Map.groupBy(units, ({ slot, host }) => `${slot} ${host}`).values()) {
    const [{ host } = { host: 0 }] = group
    const limit = places === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil((places - host) / hosts))
    const { free, full } = apart(group, limit)
    for (const { intended, began } of free) lags.push(Math.max(0, began - intended))
    fullAtEnd ||= full
  }
  return {
    lags: Float64Array.from(lags).toSorted(),
    waits: Float64Array.from(units, ({ intended, began }) => Math.max(0, began - intended)).toSorted(),
    units: units.length,
    held: units.length - lags.length,
    fullAtEnd,
  }
}

function unitsOf(samples: readonly MeasuredRequest[], hosts: number): Unit[] {
  const units = new Map<number, Unit>()
  for (const { index, turn = 0, slot, stream, intended, sent, end, http } of samples) {
    const known = units.get(index)
    if (known !== undefined) known.end = Math.max(known.end, end)
    else if (turn === 0) {
      // A connection that had to be opened is the server's time, and in `response`.
      const began = sent - (http?.connectMs ?? 0)
      units.set(index, { slot, host: stream % hosts, intended, began, end })
    }
  }
  return [...units.values()]
}

function streamsOf(samples: readonly MeasuredRequest[]): number {
  return new Set(samples.map(({ stream }) => stream)).size
}

/**
 * The units that found a free place when they were due. Whatever was due before and has not ended has
 * a place or waits for one.
 */
function apart(group: readonly Unit[], limit: number): { free: Unit[]; full: boolean } {
  const due = group.toSorted((one, other) => one.intended - other.intended)
  const ends = Float64Array.from(group, ({ end }) => end).toSorted()
  const free: Unit[] = []
  let ended = 0
  let outstanding = 0
  for (const [before, unit] of due.entries()) {
    while (ended < ends.length && (ends[ended] as number) + releaseMs <= unit.intended) ended++
    outstanding = before - ended
    if (outstanding < limit) free.push(unit)
  }
  return { free, full: outstanding + 1 >= limit }
}
