import type { QueueColumns } from '../../src/metrics/slots-in-use.ts'
import { seededRandom } from '../../src/stats/random.ts'

/** A closed load on a server of known slots. */
export interface QueueShape {
  readonly clients: number
  readonly slots: number
  readonly requests?: number
  readonly prefillMs?: number
  readonly decodeMs?: number
}

/** Spread of the times, as a share of them. */
const spread = 0.2

/** Columns of the requests of a load, and the mean time that they really waited. */
export function queueOf({ clients, slots, requests = 200, prefillMs = 100, decodeMs = 300 }: QueueShape): {
  readonly columns: QueueColumns
  readonly waitedMs: number
} {
  const random = seededRandom(7)
  const about = (ms: number): number => ms * (1 - spread + 2 * spread * random())
  const ready = Array.from({ length: clients }, (_, client) => client * 37)
  const free = Array.from({ length: slots }, () => 0)
  const rows = Array.from({ length: requests }, () => {
    const client = ready.indexOf(Math.min(...ready))
    const sent = ready[client] as number
    const slot = free.indexOf(Math.min(...free))
    const start = Math.max(sent, free[slot] as number)
    const first = start + about(prefillMs)
    const end = first + about(decodeMs)
    free[slot] = end
    ready[client] = end + 1
    return { sent, start, first, end }
  })
  const column = (value: (row: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, value)
  return {
    columns: {
      sent: column(({ sent }) => sent),
      first: column(({ first }) => first),
      end: column(({ end }) => end),
      failed: column(() => 0),
    },
    waitedMs: rows.reduce((sum, { sent, start }) => sum + start - sent, 0) / rows.length,
  }
}
