import type { RequestTable } from './request-table.ts'
import type { Requests } from './requests.ts'

/** Requests so far, and how many of the warm-up are left out: those of a cold server are no measure of a request. */
export type TimedRequests = Pick<Requests, 'warmup' | 'measured'> & { readonly coldRequests?: number }

/** Mean time of an answered request so far, warm-up included; 0 where there is none. */
export function meanDuration({ warmup, measured, coldRequests = 0 }: TimedRequests): number {
  let sum = 0
  let answered = 0
  for (const table of [warmup, measured]) {
    const { sent, end, failed } = table.columns()
    for (let row = table === warmup ? coldRequests : 0; row < table.count; row++) {
      if (failed[row] === 1) continue
      sum += (end[row] as number) - (sent[row] as number)
      answered++
    }
  }
  return answered === 0 ? 0 : sum / answered
}

/** Mean time from the first request of a conversation to its last answer; a request's where there are none. */
export function meanUnitDuration({ warmup, measured, coldRequests = 0 }: TimedRequests): number {
  const units = [unitTimes(warmup, coldRequests), unitTimes(measured, 0)]
  const count = units.reduce((total, times) => total + times.count, 0)
  return count === 0 ? 0 : units.reduce((total, times) => total + times.sumMs, 0) / count
}

function unitTimes(table: RequestTable, first: number): { readonly count: number; readonly sumMs: number } {
  const { slot, sent, end } = table.columns()
  const units = new Map<string, { from: number; to: number }>()
  let sumMs = 0
  let alone = 0
  for (let row = first; row < table.count; row++) {
    const [from, to] = [sent[row] as number, end[row] as number]
    // A request outside of a conversation is a unit of its own.
    if (table.rare('turn', row) === null) {
      alone++
      sumMs += to - from
      continue
    }
    const key = `${slot[row]} ${table.index(row)}`
    const unit = units.get(key)
    if (unit === undefined) units.set(key, { from, to })
    else {
      unit.from = Math.min(unit.from, from)
      unit.to = Math.max(unit.to, to)
    }
  }
  for (const { from, to } of units.values()) sumMs += to - from
  return { count: alone + units.size, sumMs }
}
