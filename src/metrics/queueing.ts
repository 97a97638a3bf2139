import type { QueueingRecord, ServerFiguresRecord } from '../record/server.ts'
import type { TargetRecord } from '../record/target.ts'
import { sortPlaces } from '../samples/table/row-groups.ts'
import { type QueueColumns, slotsInUse } from './slots-in-use.ts'

/** Facts by which the waiting of a run's requests is told. */
export interface QueueEvidence {
  readonly columns: QueueColumns
  /** Clients of a closed load; 0 for an open one. */
  readonly concurrency: number
  /** Slots that the server has by its own word, or by its options; null where nobody knows. */
  readonly slots: number | null
  /** The server's own figures; null where it tells none. */
  readonly server: Pick<ServerFiguresRecord, 'requests' | 'meanQueueMs'> | null
}

/**
 * Time that requests waited for others: by the server's own metric where that is of the very same requests, else by
 * the order of the answers and the number of slots. Null where one client cannot have waited for another, or nothing
 * tells.
 */
export function queueingOf({ columns, concurrency, slots, server }: QueueEvidence): QueueingRecord | null {
  if (concurrency === 1 || columns.sent.length === 0) return null
  const told = server?.meanQueueMs ?? null
  if (told !== null && server?.requests === columns.sent.length)
    return { waitedMs: told, by: 'server', slots, slotsBy: slots === null ? null : 'server' }
  if (slots !== null) {
    const waitedMs = concurrency > 0 && concurrency <= slots ? 0 : meanWait(columns, slots)
    return waitedMs === null ? null : { waitedMs, by: 'shape', slots, slotsBy: 'server' }
  }
  const seen = slotsInUse(columns)
  const waitedMs = seen === null ? null : meanWait(columns, seen)
  return waitedMs === null ? null : { waitedMs, by: 'shape', slots: seen, slotsBy: 'shape' }
}

/** Slots that a server has by its own word, or by the options it was started with; null where nobody knows. */
export function slotsOf({ configuration }: Pick<TargetRecord, 'configuration'>): number | null {
  const slots = configuration?.['slots']
  return typeof slots === 'number' && Number.isInteger(slots) && slots > 0 ? slots : null
}

/**
 * Mean time that answered requests waited for a slot, where each slot serves one after the other and takes who is
 * served next as soon as it is free. Who that is shows in the order of the first tokens.
 */
function meanWait({ sent, first, end, failed }: QueueColumns, slots: number): number | null {
  // Of an answer that does not stream the end is all that is known.
  const begins = Float64Array.from(first, (moment, row) => (Number.isNaN(moment) ? (end[row] as number) : moment))
  let count = 0
  const places = new Uint32Array(begins.length)
  for (let row = 0; row < begins.length; row++) if (failed[row] !== 1) places[count++] = row
  if (count === 0) return null
  const rows = places.subarray(0, count)
  sortPlaces(rows, (row) => begins[row] as number)
  const ends: number[] = []
  let sum = 0
  for (const row of rows) {
    const asked = sent[row] as number
    // The slot that is free first; all that are busy are in order.
    const free = ends.length < slots ? asked : (ends.shift() as number)
    sum += Math.min(Math.max(0, free - asked), (begins[row] as number) - asked)
    insert(ends, end[row] as number)
  }
  return sum / rows.length
}

function insert(ends: number[], end: number): void {
  let place = ends.length
  while (place > 0 && (ends[place - 1] as number) > end) place--
  ends.splice(place, 0, end)
}
