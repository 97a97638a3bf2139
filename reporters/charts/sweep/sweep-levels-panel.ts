import { type Sweep, sweptMetric } from '../../words/sweeps/sweeps.ts'
import { bottomAxis, leftAxis, roundTicks } from '../kit/axis.ts'
import { colors } from '../kit/colors.ts'
import type { PanelArea } from '../kit/panel-area.ts'
import { linearScale, type Scale, tickLabel } from '../kit/scale.ts'
import { sweepLegend } from './sweep-legend.ts'
import { type LinePoint, type LineStyle, markedLine } from './sweep-line.ts'
import { textAt } from '../kit/svg.ts'

const lines = [
  { name: 'p99', style: { color: colors.p99, marker: 'triangle' } },
  { name: 'p95', style: { color: colors.p95, marker: 'square' } },
  { name: 'p50', style: { color: colors.p50, marker: 'circle' } },
] as const satisfies readonly { name: string; style: LineStyle }[]

/** Widest ratio of levels on a linear axis: levels that span more are doubled, not added to. */
const widestLinear = 8

/** Percentiles of the whole answer over the levels of a sweep. */
export function sweepLevelsPanel(sweep: Sweep, area: PanelArea): string[] {
  const metric = sweptMetric(sweep.variable)
  const levels = sweep.levels.map((run) => run.level)
  const lowest = Math.min(...levels)
  const highest = Math.max(...levels)
  const logarithmic = lowest > 0 && highest / lowest > widestLinear
  const x = logarithmic
    ? logScale(lowest, highest, area)
    : linearScale(Math.min(lowest, 0), highest * 1.04, area.left, area.left + area.width)
  const series = lines.map(({ name, style }) => ({ name, style, points: pointsOf(sweep, metric, name) }))
  const most = Math.max(...series.flatMap(({ points }) => points.map((point) => point.y)), 1e-6)
  const y = linearScale(0, most * 1.08, area.top + area.height, area.top)
  const unit = sweep.variable === 'rate' ? 'requests/s asked for' : 'concurrent clients'
  return [
    textAt(area.left - 44, area.top - 32, `${metric === 'response' ? 'Response time' : 'Latency'} at each level, ms`, {
      bold: true,
      size: 12,
    }),
    ...sweepLegend(area.left - 44, area.top - 14, [...lines].toReversed()),
    ...leftAxis(area, y, roundTicks(y, 5)),
    ...bottomAxis(
      area,
      x,
      levels.map((value) => ({ value, label: tickLabel(value) })),
      { lines: 'base', title: `${unit}${logarithmic ? ' (logarithmic)' : ''}` },
    ),
    ...series.flatMap(({ points, style }) => markedLine(points, x, y, style)),
  ]
}

function pointsOf({ levels }: Sweep, metric: 'latency' | 'response', statistic: 'p50' | 'p95' | 'p99'): LinePoint[] {
  return levels.flatMap(({ level, metrics }) => {
    const y = metrics[metric][statistic]
    return y === null ? [] : [{ x: level, y }]
  })
}

function logScale(low: number, high: number, { left, width }: PanelArea): Scale {
  const inset = 14
  const scale = linearScale(Math.log(low), Math.log(high), left + inset, left + width - inset)
  return { low, high, at: (value) => scale.at(Math.log(Math.max(value, Number.MIN_VALUE))) }
}
