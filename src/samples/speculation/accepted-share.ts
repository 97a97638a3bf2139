import type { SpeculationRecord } from '../../record/tokens.ts'
import { studentQuantile } from '../../stats/normal.ts'
import type { TokenCounts } from '../sample.ts'

/** Fewest requests that an interval is told from. */
const fewest = 5

/**
 * Share of the drafted tokens that the answers have, over all requests, with its interval: a ratio of sums, whose
 * spread is that between requests (linearized, Student's t). Null where no request tells both.
 */
export function speculationRecord(counts: readonly TokenCounts[], confidence = 0.95): SpeculationRecord | null {
  const told = counts.flatMap(({ speculated }) => speculated ?? [])
  const [first] = told
  if (first === undefined) return null
  const drafted = told.reduce((sum, count) => sum + count.drafted, 0)
  const accepted = told.reduce((sum, count) => sum + count.accepted, 0)
  const share = drafted === 0 ? null : accepted / drafted
  return { drafted, accepted, share, interval: share === null ? null : interval(), source: first.source }

  function interval(): [number, number] | null {
    const n = told.length
    if (n < fewest || share === null) return null
    const squares = told.reduce((sum, count) => sum + (count.accepted - share * count.drafted) ** 2, 0)
    const half = (studentQuantile((1 + confidence) / 2, n - 1) * Math.sqrt((squares * n) / (n - 1))) / drafted
    return [Math.max(0, share - half), Math.min(1, share + half)]
  }
}
