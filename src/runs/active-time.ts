import type { SampleColumns } from '../samples/columns.ts'

/**
 * The requests of an interleaved run with the time between its blocks, in which others ran, cut
 * out: rates are over the time the target was at work. Latencies are unchanged; stamps of tokens are not moved.
 */
export function activeTime(columns: SampleColumns): SampleColumns {
  const shifts = shiftsOf(columns)
  const shifted = (column: Float64Array): Float64Array =>
    column.map((moment, row) => moment - (shifts.get(columns.slot[row] as number) ?? 0))
  return { ...columns, intended: shifted(columns.intended), sent: shifted(columns.sent), end: shifted(columns.end) }
}

/** Milliseconds by which each block is moved, so that it begins when the one before it ended. */
function shiftsOf({ slot, sent, end }: SampleColumns): Map<number, number> {
  const blocks = new Map<number, { began: number; ended: number }>()
  for (const [row, place] of slot.entries()) {
    const block = blocks.get(place) ?? { began: Number.POSITIVE_INFINITY, ended: Number.NEGATIVE_INFINITY }
    block.began = Math.min(block.began, sent[row] as number)
    block.ended = Math.max(block.ended, end[row] as number)
    blocks.set(place, block)
  }
  const shifts = new Map<number, number>()
  let shift = 0
  let previousEnd: number | null = null
  for (const [place, { began, ended }] of blocks) {
    if (previousEnd !== null) shift += began - previousEnd
    previousEnd = ended
    shifts.set(place, shift)
  }
  return shifts
}
