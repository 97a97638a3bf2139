import type { LoadPart } from '../../src/runs/joined/load-part.ts'
import type { RequestLensRecord } from '../../src/record/lens/request-lens.ts'
import { medianRow, requestLenses } from '../../src/samples/lens/request-lens.ts'
import { findSample } from '../../src/samples/read-journal.ts'

interface PlacedLens {
  readonly lens: RequestLensRecord
  /** Its first measured request after that of the whole load, in milliseconds. */
  readonly lateMs: number
}

/**
 * The slowest, the median and the first failed request of a load in parts. The slowest and the failed one are those of
 * a part; the median one is of all parts together, and is read in its part's journal: it is left out where that is on
 * another machine.
 * @param journals paths of the journals by run
 */
export function joinedLenses(
  parts: readonly LoadPart[],
  journals: () => ReadonlyMap<string, string>,
): RequestLensRecord[] {
  const starts = parts.map(({ columns, clockZero }) => (columns.sent[0] ?? 0) + clockZero)
  const zero = Math.min(...starts)
  const lateness = starts.map((start) => start - zero)
  const placed = parts.flatMap(({ record }, index): PlacedLens[] =>
    record.lenses.map((lens) => ({ lens, lateMs: lateness[index] ?? 0 })),
  )
  const slowest = bestOf(placed, 'slowest', ({ lens }) => lens.sentMs - lens.endMs)
  const failed = bestOf(placed, 'failed', ({ lens, lateMs }) => lens.startMs + lens.sentMs + lateMs)
  const median = medianOf(parts, lateness, journals)
  const isSlowest = slowest !== null && median !== null && sameRequest(slowest, median)
  return [slowest, isSlowest ? null : median, failed].flatMap((one) =>
    one === null ? [] : [{ ...one.lens, startMs: Math.round((one.lens.startMs + one.lateMs) * 1000) / 1000 }],
  )
}

/** The lens of a kind with the least rank. */
function bestOf(
  placed: readonly PlacedLens[],
  what: RequestLensRecord['what'],
  rank: (one: PlacedLens) => number,
): PlacedLens | null {
  const own = placed.filter(({ lens }) => lens.what === what)
  return own.toSorted((one, other) => rank(one) - rank(other))[0] ?? null
}

function sameRequest(one: PlacedLens, other: PlacedLens): boolean {
  return one.lateMs === other.lateMs && one.lens.request === other.lens.request
}

function medianOf(
  parts: readonly LoadPart[],
  lateness: readonly number[],
  journals: () => ReadonlyMap<string, string>,
): PlacedLens | null {
  const joined = (name: 'sent' | 'end' | 'failed'): Float64Array =>
    Float64Array.from(parts.flatMap(({ columns }) => Array.from(columns[name])))
  const row = medianRow({ sent: joined('sent'), end: joined('end'), failed: joined('failed') })
  if (row === null) return null
  let before = 0
  for (const [index, { record, columns }] of parts.entries()) {
    const own = row - before
    before += columns.sent.length
    if (own >= columns.sent.length) continue
    const path = journals().get(record.id)
    const stamps = { sent: columns.sent[own] ?? Number.NaN, end: columns.end[own] ?? Number.NaN }
    const median = path === undefined ? null : findSample(path, stamps)
    const [lens] = requestLenses({ slowest: null, median, failed: null }, columns.sent[0] ?? 0)
    return lens === undefined ? null : { lens, lateMs: lateness[index] ?? 0 }
  }
  return null
}
