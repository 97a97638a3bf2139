import type { ClientTimeRecord } from '../record/load.ts'
import type { RequestFacts } from '../samples/facts.ts'
import { release } from '../stats/series/values.ts'
import { steadyWindows, type TimeWindow, windowLength } from './steady-windows.ts'
import { groupsOf, sortPlaces } from '../samples/table/row-groups.ts'
import { numbersOf, type Rows } from '../samples/table/rows.ts'

/** Longest that a client waits because a refusal told it to, in milliseconds. */
const longestWaitMs = 60_000

/**
 * The time of a closed load's clients over its steady windows, and how much of it they had no request in flight. A
 * request, failed or not, is in flight from its send to the end of its body. Null where the load was never steady.
 *
 * @param obeying whether clients wait where a refusal tells them to: that time is no idleness of theirs
 */
export function clientTime(samples: Rows<RequestFacts>, clients: number, obeying: boolean): ClientTimeRecord | null {
  const columns = {
    sent: numbersOf(samples, ({ sent }) => sent),
    end: numbersOf(samples, ({ end }) => end),
    slot: numbersOf(samples, ({ slot }) => slot),
  }
  const windows = steadyWindows(columns, clients)
  const clientMs = clients * windowLength(windows)
  if (!(clientMs > 0)) {
    release(columns.sent, columns.end, columns.slot)
    return null
  }
  let busyMs = 0
  let connectingMs = 0
  let toldMs = 0
  for (const requests of groupsOf(samples, ({ slot, stream }) => `${slot} ${stream}`)) {
    sortPlaces(requests, (row) => columns.sent[row] as number)
    for (const [place, row] of requests.entries()) {
      const { sent, end, over = end, http, state } = samples.at(row) as RequestFacts
      const began = sent - (http?.connectMs ?? 0)
      busyMs += insideOf(windows, sent, over)
      connectingMs += insideOf(windows, began, sent)
      const seconds = state === 'failed' ? (http?.retryAfterSeconds ?? 0) : 0
      if (!obeying || seconds <= 0) continue
      const next = samples.at(requests[place + 1] ?? samples.length)
      const until = next === undefined ? Number.POSITIVE_INFINITY : next.sent - (next.http?.connectMs ?? 0)
      toldMs += insideOf(windows, over, Math.min(until, over + Math.min(longestWaitMs, seconds * 1000)))
    }
  }
  release(columns.sent, columns.end, columns.slot)
  return { clientMs, idleMs: Math.max(0, clientMs - busyMs - connectingMs - toldMs), connectingMs }
}

function insideOf(windows: readonly TimeWindow[], from: number, to: number): number {
  return windows.reduce((sum, window) => sum + Math.max(0, Math.min(to, window.to) - Math.max(from, window.from)), 0)
}
