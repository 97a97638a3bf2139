import type { SampleColumns } from '../samples/columns.ts'
import { release } from '../stats/series/values.ts'

/** A stretch of time, in the milliseconds of the samples. */
export interface TimeWindow {
  readonly from: number
  readonly to: number
}

type Stamps = Pick<SampleColumns, 'sent' | 'end' | 'slot'>

/** Milliseconds of all windows together. */
export function windowLength(windows: readonly TimeWindow[]): number {
  return windows.reduce((sum, { from, to }) => sum + to - from, 0)
}

/**
 * The steady part of each turn: from the first moment at which `concurrency` requests are in flight
 * to the turn's last send. A turn that never reaches its concurrency has none.
 */
export function steadyWindows(columns: Stamps, concurrency: number): TimeWindow[] {
  const turns = new Map<number, number>()
  for (const slot of columns.slot) turns.set(slot, (turns.get(slot) ?? 0) + 1)
  return [...turns].flatMap(([slot, count]) => steadyWindow(columns, slot, count, concurrency))
}

function steadyWindow(columns: Stamps, slot: number, count: number, concurrency: number): TimeWindow[] {
  const sends = inOrderOf(columns.sent, columns.slot, slot, count)
  const ends = inOrderOf(columns.end, columns.slot, slot, count)
  const from = steadyFrom(sends, ends, concurrency)
  const to = sends.at(-1) ?? Number.NaN
  release(sends, ends)
  return from !== null && to > from ? [{ from, to }] : []
}

/** The first moment at which so many are in flight. */
function steadyFrom(sends: Float64Array, ends: Float64Array, concurrency: number): number | null {
  let ended = 0
  for (const [sentBefore, sent] of sends.entries()) {
    while (ended < ends.length && (ends[ended] as number) <= sent) ended++
    if (sentBefore + 1 - ended >= concurrency) return sent
  }
  return null
}

/** The moments of one turn, ascending. */
function inOrderOf(moments: Float64Array, slots: Float64Array, slot: number, count: number): Float64Array {
  const own = new Float64Array(count)
  let place = 0
  for (let row = 0; row < moments.length; row++) if (slots[row] === slot) own[place++] = moments[row] as number
  own.sort()
  return own
}
