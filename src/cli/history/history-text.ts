import { sparkline } from '../../../reporters/words/history/sparkline.ts'
import { levelNote } from '../../../reporters/words/history/level-note.ts'
import { changeSentence, trendFigure, trendName } from '../../../reporters/words/history/trend-words.ts'
import { formatCount } from '../../figures.ts'
import { truncate } from '../../plain-text.ts'
import type { HistoryTrendRecord } from '../../record/history/history.ts'
import { alignRows } from '../../text-table.ts'

/** Columns of the conditions: they tell trends of one name apart. */
const longestConditions = 240

/** Trends as a terminal shows them: a row each under the run and its conditions, a sentence for each change. */
export function historyText(trends: readonly HistoryTrendRecord[], notes: readonly string[]): string {
  const runs = [...Map.groupBy(trends, placeOf).values()]
  return [...runs.map(runText), ...notes, levelNote(trends)].join('\n\n')
}

/** Trends of one run on one machine stand together. */
function placeOf(trend: HistoryTrendRecord): string {
  return JSON.stringify([trend.key, trend.provenance, trend.fingerprint, trend.conditions])
}

function runText(trends: readonly HistoryTrendRecord[]): string {
  const [first] = trends
  if (first === undefined) return ''
  const rows = alignRows(trends.map(rowOf))
  const lines = trends.flatMap((trend, index) => [
    `  ${rows[index]}`,
    ...trend.changes.map((change) => `      ${changeSentence(trend, change)}`),
  ])
  const conditions = truncate(`${first.conditions.join(' · ')} · fingerprint ${first.fingerprint}`, longestConditions)
  return [trendName(first), `  ${conditions}`, ...lines].join('\n')
}

function rowOf(trend: HistoryTrendRecord): string[] {
  const { figure, points, changes, older } = trend
  const values = points.map(({ value }) => value)
  const runs = `${formatCount(points.length)} ${points.length === 1 ? 'run' : 'runs'}`
  const newest = values.at(-1) ?? 0
  return [
    figure,
    older === 0 ? runs : `the newest ${runs} of ${formatCount(points.length + older)}`,
    trendFigure(trend, newest),
    sparkline(values, changes),
  ]
}
