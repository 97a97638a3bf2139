import { intervalRecord } from '../../record/figure.ts'
import type { AnchorChangeRecord, HistoryRunRecord } from '../../record/history/history.ts'
import { launchRatio } from '../../stats/launches/launch-ratio.ts'
import { areAnchorsAlike } from '../anchor/anchored.ts'

/** Confidence of the interval of the anchor's own change. */
const confidence = 0.9
/** Change of the anchor workload that counts as one, and that within which it counts as none. */
const [leastMove, mostStill] = [0.02, 0.05]

const unknown: AnchorChangeRecord = { state: 'unknown', ratio: null, interval: null, adjustedRatio: null }

/**
 * Whether the machine moved where a figure changed, by the anchor workload around the runs on both sides: it has, where
 * the interval of its change lies wholly on one side of 1 and it is 2 % or more; it has not, where that lies within
 * 5 % of 1. Anything else is unknown, and so it is where fewer than two runs of a side have an anchor, or the workload
 * is not the same one, because node-llama-cpp changed.
 * @param ratio the change of the figure
 */
export function anchorChange(
  before: readonly HistoryRunRecord[],
  after: readonly HistoryRunRecord[],
  ratio: number | null,
  better: 'lower' | 'higher',
): AnchorChangeRecord {
  const [earlier, later] = [before, after].map((runs) => runs.filter(({ anchorMs }) => anchorMs !== null))
  const [first] = earlier ?? []
  if (earlier === undefined || later === undefined || first === undefined) return unknown
  const all = [...earlier, ...later]
  if (!all.every((run) => areAnchorsAlike(first.fingerprint, run.fingerprint))) return unknown
  const moved = launchRatio(logs(later), logs(earlier), confidence)
  if (moved === null) return unknown
  const { ratio: anchor, low, high } = moved
  const isMoved = (low > 1 || high < 1) && Math.abs(anchor - 1) >= leastMove
  const isStill = low >= 1 - mostStill && high <= 1 + mostStill
  return {
    state: isMoved ? 'moved' : isStill ? 'still' : 'unknown',
    ratio: anchor,
    interval: intervalRecord(moved, confidence),
    adjustedRatio: ratio === null ? null : better === 'lower' ? ratio / anchor : ratio * anchor,
  }
}

function logs(runs: readonly HistoryRunRecord[]): Float64Array {
  return Float64Array.from(runs, ({ anchorMs }) => Math.log(anchorMs ?? Number.NaN))
}
