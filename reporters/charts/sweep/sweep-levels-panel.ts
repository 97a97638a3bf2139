import { type Sweep, sweptMetric } from '../../words/sweeps/sweeps.ts'
import { bottomAxis, leftAxis, roundTicks } from '../kit/axis.ts'
import { colors } from '../kit/colors.ts'
import type { PanelArea } from '../kit/panel-area.ts'
import { linearScale, logScale, type Scale, tickLabel } from '../kit/scale.ts'
import { limitsOfRuns } from '../kit/limits.ts'
import { limitLines, reachOfLimits } from '../kit/limit-line.ts'
import { lastMeasured } from './measured-levels.ts'
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
/** Room of a logarithmic axis beside its ends, in pixels. */
const inset = 14

/** Percentiles of the whole answer over the levels of a sweep. */
export function sweepLevelsPanel(sweep: Sweep, area: PanelArea): string[] {
  const metric = sweptMetric(sweep.variable)
  const levels = sweep.levels.map((run) => run.level)
  const lowest = Math.min(...levels)
  const highest = Math.max(...levels)
  const logarithmic = lowest > 0 && highest / lowest > widestLinear
  const x: Scale = logarithmic
    ? logScale(lowest, highest, area.left + inset, area.left + area.width - inset)
    : linearScale(Math.min(lowest, 0), highest * 1.04, area.left, area.left + area.width)
  const series = lines.map(({ name, style }) => ({ name, style, points: pointsOf(sweep, metric, name) }))
  const limits = limitsOfRuns(sweep.levels, metric)
  const ends = series.flatMap(({ points }) => points.map((point) => Math.max(point.y, point.interval?.high ?? 0)))
  const most = Math.max(...ends, 1e-6)
  const y = linearScale(0, Math.max(most, reachOfLimits(limits, most)) * 1.08, area.top + area.height, area.top)
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
      [...new Set(levels)].map((value) => ({ value, label: tickLabel(value) })),
      { lines: 'base', title: `${unit}${logarithmic ? ' (logarithmic)' : ''}` },
    ),
    ...limitLines(limits, area, y),
    ...series.flatMap(({ points, style }) => markedLine(points, x, y, style)),
  ]
}

function pointsOf(sweep: Sweep, metric: 'latency' | 'response', statistic: 'p50' | 'p95' | 'p99'): LinePoint[] {
  return lastMeasured(sweep).last.flatMap(({ level, metrics }) => {
    const { [statistic]: y, intervals } = metrics[metric]
    return y === null ? [] : [{ x: level, y, interval: intervals?.[statistic] ?? null }]
  })
}
