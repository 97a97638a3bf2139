import type { Report } from '../../../../src/record/report.ts'
import type { HistoryTrendRecord } from '../../../../src/record/history/history.ts'
import type { Chart } from '../../../charts/kit/chart.ts'
import { formatCount } from '../../../../src/figures.ts'
import { sparkline } from '../../../words/history/sparkline.ts'
import { levelNote } from '../../../words/history/level-note.ts'
import { changeSentence, trendFigure, trendName } from '../../../words/history/trend-words.ts'
import { chartImages } from '../chart-images.ts'
import { sentenceText } from '../sentence.ts'
import { section } from '../section.ts'
import { type Column, tableOfFirst } from '../table.ts'

const columns: readonly Column<HistoryTrendRecord>[] = [
  { heading: 'Run', cell: trendName },
  { heading: 'Figure', cell: ({ figure }) => figure },
  { heading: 'Runs', align: 'right', cell: ({ points }) => formatCount(points.length) },
  { heading: 'Newest', align: 'right', cell: (trend) => trendFigure(trend, trend.points.at(-1)?.value ?? 0) },
  {
    heading: 'Trend',
    cell: ({ points, changes }) =>
      sparkline(
        points.slice(-20).map(({ value }) => value),
        shifted(points.length - 20, changes),
      ),
  },
]

/** Changes and trends that the page shows at most: all are in report.json. */
const [mostChanges, mostRows] = [20, 40]

function shifted(by: number, changes: readonly { readonly at: number }[]): { readonly at: number }[] {
  return changes.map(({ at }) => ({ at: at - Math.max(0, by) }))
}

/** Section of how figures went from run to run: what changed first, then every trend. */
export function historySection({ history }: Report, charts: readonly Chart[]): string {
  // A report of an earlier version has none.
  const trends = (history as Report['history'] | undefined) ?? []
  if (trends.length === 0) return ''
  const changes = trends.flatMap((trend) =>
    trend.changes.map(
      (change) => `- ${sentenceText(`${trendName(trend)}, ${trend.figure}, ${changeSentence(trend, change)}`)}`,
    ),
  )
  const more = changes.length - mostChanges
  const left = more > 0 ? [`- and ${formatCount(more)} more: see llm-bench history`] : []
  return section(
    '## History',
    [...changes.slice(0, mostChanges), ...left].join('\n'),
    levelNote(trends),
    tableOfFirst(columns, trends, mostRows),
    chartImages(charts.filter(({ about }) => about === 'history')),
  )
}
