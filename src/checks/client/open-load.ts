import type { MeasuredRequest } from '../../samples/facts.ts'
import type { RunHeader } from '../../plan/header.ts'
import { groupsOf, sortPlaces } from '../../samples/table/row-groups.ts'
import { type Rows, TableRows } from '../../samples/table/rows.ts'

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

/** Requests and conversations, each of which keeps its place from its first turn to its last, as columns. */
interface Units {
  readonly slot: Uint32Array
  readonly host: Uint32Array
  readonly intended: Float64Array
  readonly began: Float64Array
  readonly end: Float64Array
}

/** A place is free a little after the last token: what else came, such as [DONE], is read first. */
const releaseMs = 5

/** Facts of an open load; null for a closed one, and where nothing was sent. */
export function openLoadFacts(
  { plan: { load }, facts }: RunHeader,
  samples: Rows<MeasuredRequest>,
  loadHosts: number,
): OpenLoadFacts | null {
  if (load.kind !== 'open' || samples.length === 0) return null
  // A local model has as many places as sequences, also where the load names no limit.
  const places = load.maxConcurrency ?? (facts.target.kind === 'model' ? streamsOf(samples) : null)
  // A host without a place makes no requests.
  const hosts = Math.min(loadHosts, places ?? loadHosts)
  const units = unitsOf(samples, hosts)
  const waits = units.began.map((began, unit) => Math.max(0, began - (units.intended[unit] as number)))
  const lags = new Float64Array(waits.length)
  let free = 0
  let fullAtEnd = false
  for (const group of groupsOf(
    new TableRows(waits.length, (unit) => unit),
    (unit) => `${units.slot[unit]} ${units.host[unit]}`,
  )) {
    const host = units.host[group[0] ?? 0] ?? 0
    const limit = places === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil((places - host) / hosts))
    const full = isFullAtEnd(units, group, limit, (unit) => void (lags[free++] = waits[unit] as number))
    fullAtEnd ||= full
  }
  return {
    lags: lags.subarray(0, free).toSorted(),
    waits: waits.toSorted(),
    units: waits.length,
    held: waits.length - free,
    fullAtEnd,
  }
}

function unitsOf(samples: Rows<MeasuredRequest>, hosts: number): Units {
  const conversations = new Map<number, number>()
  const [slots, servedBy] = [new Uint32Array(samples.length), new Uint32Array(samples.length)]
  const [due, beginnings, ends] = [0, 0, 0].map(() => new Float64Array(samples.length)) as Columns
  let count = 0
  for (const { index, turn, slot, stream, intended, sent, end, http } of samples) {
    const known = turn === undefined ? undefined : conversations.get(index)
    if (known !== undefined) ends[known] = Math.max(ends[known] as number, end)
    else if ((turn ?? 0) === 0) {
      if (turn !== undefined) conversations.set(index, count)
      slots[count] = slot
      servedBy[count] = stream % hosts
      due[count] = intended
      // A connection that had to be opened is the server's time, and in `response`.
      beginnings[count] = sent - (http?.connectMs ?? 0)
      ends[count++] = end
    }
  }
  return {
    slot: slots.subarray(0, count),
    host: servedBy.subarray(0, count),
    intended: due.subarray(0, count),
    began: beginnings.subarray(0, count),
    end: ends.subarray(0, count),
  }
}

type Columns = [Float64Array, Float64Array, Float64Array]

function streamsOf(samples: Rows<MeasuredRequest>): number {
  const streams = new Set<number>()
  for (const { stream } of samples) streams.add(stream)
  return streams.size
}

/**
 * Tells the units that found a free place when they were due, and whether all were taken when the last one was.
 * Whatever was due before and has not ended has a place or waits for one.
 */
function isFullAtEnd(units: Units, group: Uint32Array, limit: number, tellFree: (unit: number) => void): boolean {
  const ends = Float64Array.from(group, (unit) => units.end[unit] as number).toSorted()
  sortPlaces(group, (unit) => units.intended[unit] as number)
  let ended = 0
  let outstanding = 0
  for (const [before, unit] of group.entries()) {
    while (ended < ends.length && (ends[ended] as number) + releaseMs <= (units.intended[unit] as number)) ended++
    outstanding = before - ended
    if (outstanding < limit) tellFree(unit)
  }
  return outstanding + 1 >= limit
}
