import { formatNumber } from '../../../src/figures.ts'
import type { HistoryTrendRecord } from '../../../src/record/history/history.ts'
import { isTooShort } from '../../words/history/level-note.ts'
import { changeSentence, trendFigure, trendName } from '../../words/history/trend-words.ts'
import { bottomAxis, leftAxis, roundTicks, type Tick } from '../kit/axis.ts'
import { colors } from '../kit/colors.ts'
import type { PanelArea } from '../kit/panel-area.ts'
import { linearScale, type Scale } from '../kit/scale.ts'
import { lineFrom, px, svgFile, textAt } from '../kit/svg.ts'

const width = 860
const margin = 20
const left = 72
const panelHeight = 110
const rowHeight = panelHeight + 62
const top = 80

/**
 * Trends of one run, a panel each: a point a run, the median of each stretch between changes, and an upright line at
 * each change with what it did. Null where no trend has two points.
 */
export function historyChart(trends: readonly HistoryTrendRecord[]): string | null {
  const shown = trends.filter(({ points }) => points.length > 1)
  const [first] = shown
  if (first === undefined) return null
  return svgFile({
    width,
    height: top + shown.length * rowHeight,
    title: `History of ${trendName(first)}`,
    description: shown.map(described).join('. '),
    body: [
      textAt(margin, 28, `History: ${trendName(first)}`, { bold: true, size: 14, width: width - 2 * margin }),
      textAt(margin, 46, first.conditions.join(' · '), { fill: colors.muted, size: 10, width: width - 2 * margin }),
      textAt(margin, 62, 'a point a run; orange: the median between changes; red: a change; axes need not begin at 0', {
        fill: colors.muted,
        size: 10,
      }),
      ...shown.flatMap((trend, index) => panel(trend, top + index * rowHeight)),
    ],
  })
}

function described(trend: HistoryTrendRecord): string {
  const newest = trend.points.at(-1)?.value ?? 0
  const changes = trend.changes.map((change) => changeSentence(trend, change))
  const none = isTooShort(trend) ? 'too few runs to tell a change' : 'no change'
  const ends = changes.length === 0 ? none : changes.join('; ')
  return `${trend.figure}: ${trend.points.length} runs, the newest ${trendFigure(trend, newest)}; ${ends}`
}

function panel(trend: HistoryTrendRecord, at: number): string[] {
  const { points, changes, figure, unit } = trend
  const area: PanelArea = { left, top: at + 18, width: width - left - margin, height: panelHeight }
  const values = points.map(({ value }) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  // A flat history is not blown up to fill its panel.
  const padding = Math.max((high - low) * 0.12, Math.abs(high) * 0.05, 1e-9)
  const x = linearScale(0, Math.max(1, points.length - 1), area.left + 6, area.left + area.width - 6)
  const y = linearScale(Math.max(0, low - padding), high + padding, area.top + area.height, area.top)
  const dots = values.map((value, index) => `M${px(x.at(index))} ${px(y.at(value))}h0`).join('')
  return [
    textAt(margin, at + 8, `${figure}, ${unit}`, { bold: true, size: 11 }),
    ...leftAxis(area, y, roundTicks(y, 4)),
    ...stretches(trend, x, y),
    `<path d="${dots}" stroke="${colors.p50}" stroke-width="4.5" stroke-linecap="round"/>`,
    ...changes.flatMap((change) => {
      const line = x.at(change.at - 0.5)
      const { ratio } = change
      const label = ratio === null ? 'changed' : `×${formatNumber(ratio)}`
      const isLate = change.at > points.length * 0.85
      return [
        lineFrom([line, area.top], [line, area.top + area.height], colors.failed, 'stroke-dasharray="4 3"'),
        textAt(isLate ? line - 4 : line + 4, area.top + 10, label, {
          anchor: isLate ? 'end' : 'start',
          fill: colors.failed,
          bold: true,
          halo: true,
        }),
      ]
    }),
    ...bottomAxis(area, x, dates(trend), { lines: 'base', inside: true }),
  ]
}

/** The level of each stretch between two changes. */
function stretches({ points, changes }: HistoryTrendRecord, x: Scale, y: Scale): string[] {
  const [first] = changes
  if (first === undefined) return []
  const ends = [0, ...changes.map(({ at }) => at), points.length]
  const levels = [first.before, ...changes.map(({ after }) => after)]
  return levels.map((level, index) => {
    const [from = 0, to = 0] = [ends[index], ends[index + 1]]
    return lineFrom([x.at(from), y.at(level)], [x.at(to - 1), y.at(level)], colors.p95, 'stroke-width="2"')
  })
}

function dates({ points }: HistoryTrendRecord): Tick[] {
  const last = points.length - 1
  return [...new Set([0, Math.floor(last / 2), last])].map((index) => {
    const { measuredAt = '', commit = null } = points[index] ?? {}
    const at = commit === null ? '' : ` ${commit.slice(0, 7)}`
    return { value: index, label: `${measuredAt.slice(0, 10)}${at}` }
  })
}
