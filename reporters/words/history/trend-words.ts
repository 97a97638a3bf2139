import { formatNumber, formatPValue, formatQuantity, formatShare } from '../../../src/figures.ts'
import { plainText } from '../../../src/plain-text.ts'
import type {
  AnchorChangeRecord,
  HistoryChangeRecord,
  HistoryTrendRecord,
} from '../../../src/record/history/history.ts'
import { formatRange, withInterval } from '../interval.ts'
import { provenanceLabel } from '../run-label.ts'

/** Name of a trend: its run and its marks; of the anchor workload that. */
export function trendName({ key, provenance }: HistoryTrendRecord): string {
  const label = provenanceLabel(provenance)
  return `${plainText(key)}${label === null ? '' : ` (${label})`}`
}

/** A figure of a trend with its unit. */
export function trendFigure({ unit }: Pick<HistoryTrendRecord, 'unit'>, value: number): string {
  if (unit === 'share') return formatShare(value)
  return unit === 'USD' ? formatQuantity(value, unit) : `${formatNumber(value)} ${unit}`
}

/** Word for the direction of a change. */
export function directionOf({ better }: HistoryTrendRecord, { before, after }: HistoryChangeRecord): string {
  if (after === before) return 'changed'
  return after > before === (better === 'higher') ? 'better' : 'worse'
}

/**
 * A change in a sentence: `worse: 23.4 ms before, 28.5 ms since run 41 of 52 (2026-11-20, commit 3f2a91c0b1d2): 1.22
 * times [1.19, 1.25], p = 0.001`, and what the anchor workload says of the machine.
 */
export function changeSentence(trend: HistoryTrendRecord, change: HistoryChangeRecord): string {
  const { at, before, after, ratio, interval, pValue, anchor } = change
  const point = trend.points[at]
  const place = `run ${at + 1} of ${trend.points.length} (${pointWords(trend, at)})`
  const times = ratio === null ? '' : `${withInterval(formatNumber(ratio), formatRange(interval))} times as much, `
  const levels = `${trendFigure(trend, before)} before, ${trendFigure(trend, after)} since ${place}`
  const words = `${directionOf(trend, change)}: ${levels}: ${times}${formatPValue(pValue)}`
  return point === undefined || anchor === null ? words : `${words}; ${anchorWords(anchor)}`
}

function pointWords({ points }: HistoryTrendRecord, at: number): string {
  const { measuredAt = '', commit = null, dirty = null } = points[at] ?? {}
  const state = commit !== null && dirty === true ? ' and changes' : ''
  const known = commit === null ? 'unknown' : plainText(commit).slice(0, 12)
  return `${plainText(measuredAt).slice(0, 10)}, commit ${known}${state}`
}

function anchorWords({ state, ratio, interval, adjustedRatio }: AnchorChangeRecord): string {
  if (ratio === null) return 'whether the machine moved too is unknown: too few of these runs have an anchor workload'
  const figure = `the anchor workload took ${withInterval(formatNumber(ratio), formatRange(interval))} times as long`
  if (state === 'still') return `the machine did not move: ${figure}`
  if (state === 'unknown') return `whether the machine moved too is open: ${figure}`
  return `the machine moved too: ${figure}, beside it the change is ${formatNumber(adjustedRatio)} times`
}
