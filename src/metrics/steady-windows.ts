import type { SampleColumns } from '../samples/columns.ts'

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
  const turns = new Map<number, number[]>()
  for (let row = 0; row < columns.sent.length; row++) {
    const slot = columns.slot[row] as number
    const rows = turns.get(slot)
    if (rows === undefined) turns.set(slot, [row])
    else rows.push(row)
  }
  return [...turns.values()].flatMap((rows) => steadyWindow(columns, rows, concurrency))
}

function steadyWindow(columns: Stamps, rows: readonly number[], concurrency: number): TimeWindow[] {
  const sends = Float64Array.from(rows, (row) => columns.sent[row] as number).toSorted()
  const ends = Float64Array.from(rows, (row) => columns.end[row] as number).toSorted()
  const to = sends.at(-1) ?? Number.NaN
  let ended = 0
  for (const [sentBefore, sent] of sends.entries()) {
    while (ended < ends.length && (ends[ended] as number) <= sent) ended++
    if (sentBefore + 1 - ended >= concurrency) return to > sent ? [{ from: sent, to }] : []
  }
  return []
}
