import type { PointStatistics } from '../../../src/record/metric.ts'
import { formatCount, formatDuration, formatNumber } from '../../../src/figures.ts'
import { bottomAxis, roundTicks } from '../kit/axis.ts'
import { colors } from '../kit/colors.ts'
import type { PanelArea } from '../kit/panel-area.ts'
import { linearScale, type Scale } from '../kit/scale.ts'
import { histogram, type SeriesDomain } from '../kit/series.ts'
import { lineFrom, px, textAt, textWidth } from '../kit/svg.ts'

const rowHeight = 14
const marks = ['p50', 'p95', 'p99'] as const
/** Height of the rows above the bars that hold the percentiles' labels. */
const markRows: number = rowHeight * marks.length

function bars(counts: readonly number[], area: PanelArea, top: number): string {
  const most = Math.max(...counts, 1)
  const width = area.width / counts.length
  const bottom = area.top + area.height
  const shapes = counts.map((count, index) => {
    if (count === 0) return ''
    const height = Math.max(1.5, (count / most) * (bottom - top))
    return `M${px(area.left + index * width)} ${px(bottom)}v-${px(height)}h${px(Math.max(1, width - 1))}v${px(height)}z`
  })
  return `<path d="${shapes.join('')}" fill="${colors.bar}"/>`
}

function percentileMarks(statistics: PointStatistics, area: PanelArea, x: Scale): string[] {
  const bottom = area.top + area.height
  const lines: string[] = []
  const labels: string[] = []
  for (const [row, name] of marks.entries()) {
    const value = statistics[name]
    if (value === null) continue
    const at = x.at(value)
    const y = area.top + row * rowHeight
    const label = `${name} ${formatDuration(value)}`
    const leftward = at + textWidth(label, 11, true) + 5 > area.left + area.width
    lines.push(lineFrom([at, y], [at, bottom], colors[name], 'stroke-width="1.5"'))
    labels.push(
      textAt(leftward ? at - 5 : at + 5, y + 10, label, {
        anchor: leftward ? 'end' : 'start',
        fill: colors[name],
        bold: true,
        halo: true,
      }),
    )
  }
  return [...lines, ...labels]
}

/** Histogram of a series with its percentiles marked; the axis is in milliseconds. */
export function distributionPanel(
  sorted: Float64Array,
  statistics: PointStatistics,
  domain: SeriesDomain,
  area: PanelArea,
): string[] {
  const x = linearScale(domain.low, domain.high, area.left, area.left + area.width)
  const bins = Math.min(40, Math.max(10, Math.ceil(Math.sqrt(sorted.length) * 1.5)))
  const counts = histogram(sorted, domain.low, domain.high, bins)
  const beyond =
    domain.beyond === 0
      ? []
      : [
          textAt(
            area.left + area.width,
            area.top + area.height + 28,
            `${formatCount(domain.beyond)} beyond, up to ${formatNumber(domain.max)} ms →`,
            { anchor: 'end', fill: colors.muted, size: 10 },
          ),
        ]
  return [
    bars(counts, area, area.top + markRows),
    ...percentileMarks(statistics, area, x),
    ...bottomAxis(area, x, roundTicks(x, Math.max(2, Math.floor(area.width / 90)), ' ms'), {
      lines: 'base',
      inside: true,
    }),
    ...beyond,
  ]
}
