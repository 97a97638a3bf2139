import { formatObserved } from '../../figures.ts'
import { type IntervalRecord, intervalRecord } from '../../record/figure.ts'
import type { Fingerprint } from '../../record/environment.ts'
import type { RunRecord } from '../../record/run.ts'
import { launchRatio } from '../../stats/launches/launch-ratio.ts'

/**
 * A ratio of two sides as it would be had the machine been in one state, as the anchor workload shows it. It stands
 * beside the ratio that was measured, and settles nothing: the anchor is another workload, on one thread of the
 * processor, and does not slow down with all else alike; nor would it show a regression of the engine that both share.
 */
export interface AnchoredRatio {
  /** Ours over theirs, each over its anchor; of a rate, each times its anchor. */
  readonly ratio: number
  /** Its interval, at the confidence of the one that is not adjusted; null where there is none. */
  readonly interval: IntervalRecord | null
  /** Time of the anchor workload of ours over that of theirs: above 1 the machine was slower then. */
  readonly anchor: number
}

type Better = 'lower' | 'higher'

/** Fields of a fingerprint that decide what the anchor workload is: another one says nothing of the machine's state. */
const sameAnchor = ['cpu', 'architecture', 'virtualMachine', 'nodeLlamaCpp'] as const

/** Whether the anchor workloads of two fingerprints are the same, on the same machine; false where nobody knows. */
export function areAnchorsAlike(one: Fingerprint | null, other: Fingerprint | null): boolean {
  if (one === null || other === null) return false
  const isKnown = (one.fields['nodeLlamaCpp'] ?? null) !== null
  return isKnown && sameAnchor.every((name) => (one.fields[name] ?? null) === (other.fields[name] ?? null))
}

/** Milliseconds of the anchor workload around a run, before and after it; null where either was not measured. */
export function anchorLevel({ anchor }: Pick<RunRecord, 'anchor'>): number | null {
  // A record of an older release has none.
  const [before, after] = [anchor?.beforeMs ?? null, anchor?.afterMs ?? null]
  return before !== null && after !== null && before > 0 && after > 0 ? Math.sqrt(before * after) : null
}

/**
 * The ratio of two runs, adjusted; null where a side has no anchor. The anchor's own error is not in the interval,
 * which is that of the runs alone.
 */
export function anchoredPair(
  judged: { readonly observed: number; readonly interval: IntervalRecord | null },
  ours: Pick<RunRecord, 'anchor'>,
  theirs: Pick<RunRecord, 'anchor'>,
  better: Better,
): AnchoredRatio | null {
  const [own, other] = [anchorLevel(ours), anchorLevel(theirs)]
  if (own === null || other === null || !Number.isFinite(judged.observed)) return null
  const anchor = own / other
  const factor = better === 'lower' ? 1 / anchor : anchor
  const scaled = (end: number | null): number | null => (end === null ? null : end * factor)
  const { interval } = judged
  return {
    ratio: judged.observed * factor,
    interval: interval === null ? null : { ...interval, low: scaled(interval.low), high: scaled(interval.high) },
    anchor,
  }
}

/** A launch: its value, and the time of the anchor workload around it in milliseconds; null where there is none. */
export interface AnchoredLaunch {
  readonly value: number
  readonly anchorMs: number | null
}

/**
 * The ratio of two sides over several launches, each value over its own anchor: what states of the machine have in
 * common with the anchor is not in its interval any more, and what the anchor alone has is. Null where a launch has no
 * anchor, no finite value, or a side fewer than two.
 */
export function anchoredLaunches(
  ours: readonly AnchoredLaunch[],
  theirs: readonly AnchoredLaunch[],
  better: Better,
  confidence: number,
): AnchoredRatio | null {
  const [own, other] = [ours, theirs].map((side) => logsOf(side, better))
  if (own === undefined || other === undefined || own === null || other === null) return null
  const estimate = launchRatio(own, other, confidence)
  if (estimate === null) return null
  const level = (side: readonly AnchoredLaunch[]): number =>
    side.reduce((sum, { anchorMs }) => sum + Math.log(anchorMs ?? Number.NaN), 0) / side.length
  return {
    ratio: estimate.ratio,
    interval: intervalRecord(estimate, confidence),
    anchor: Math.exp(level(ours) - level(theirs)),
  }
}

function logsOf(side: readonly AnchoredLaunch[], better: Better): Float64Array | null {
  if (side.some(({ anchorMs }) => anchorMs === null || !(anchorMs > 0))) return null
  const sign = better === 'lower' ? -1 : 1
  return Float64Array.from(side, ({ value, anchorMs }) => Math.log(value) + sign * Math.log(anchorMs as number))
}

/** A sentence on the adjusted ratio, beside that which was measured; `ours` and `theirs` name the sides. */
export function anchoredWords(
  { ratio, interval, anchor }: AnchoredRatio,
  unadjusted: number,
  { ours, theirs }: { readonly ours: string; readonly theirs: string },
): string {
  const [low, high] = [interval?.low, interval?.high].map((end) => formatObserved(end ?? Number.POSITIVE_INFINITY))
  const between = interval === null ? '' : ` [${low}, ${high}]`
  return (
    `by the anchor workload the machine took ${formatObserved(anchor)} times as long around ${ours} as around ` +
    `${theirs}: adjusted by it the ratio is ${formatObserved(ratio)}${between} instead of ` +
    `${formatObserved(unadjusted)}, which settles nothing`
  )
}
