import { groupedSize } from '../stats/series/grouped-size.ts'
import type { Indicator } from './indicator.ts'

/** Counts a series of 0 (good) and 1 (bad) that comes in groups: a group that is bad throughout is one bad event. */
export function groupedIndicator(series: Float64Array, groups: Uint32Array): Indicator {
  let bad = 0
  for (const value of series) bad += value
  const { effective, autocorrelation, tooCorrelated } = groupedSize(series, groups)
  return { n: series.length, bad, effective: Math.max(1, Math.floor(effective)), autocorrelation, tooCorrelated }
}
