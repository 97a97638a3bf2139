import { formatCount } from '../../../src/figures.ts'
import type { HistoryTrendRecord } from '../../../src/record/history/history.ts'
import { fewestForChange } from '../../../src/stats/series/change-points.ts'

const takes = `it takes ${fewestForChange} of a trend`

/** How many changes were found among how many trends, which of them cannot show one, and how many are chance. */
export function levelNote(trends: readonly HistoryTrendRecord[]): string {
  const long = trends.filter((trend) => !isTooShort(trend))
  if (long.length === 0) return `Too few runs to tell a change: ${takes}.`
  const changes = long.reduce((sum, trend) => sum + trend.changes.length, 0)
  const found =
    changes === 1 ? '1 change was found' : `${changes === 0 ? 'No' : formatCount(changes)} changes were found`
  const short = trends.length - long.length
  const left = short === 0 ? '' : `; ${formatCount(short)} more ${short === 1 ? 'has' : 'have'} too few runs: ${takes}`
  const among = `${formatCount(long.length)} ${long.length === 1 ? 'trend' : 'trends'}`
  const chance = 'Of trends without a change, each shows one with a chance of 2 %, of correlated runs more.'
  return `${found} in ${among}${left}. ${chance}`
}

/** Whether a trend has too few runs for a change to be found. */
export function isTooShort({ points }: HistoryTrendRecord): boolean {
  return points.length < fewestForChange
}
