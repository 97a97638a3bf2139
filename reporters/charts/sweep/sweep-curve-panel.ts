import { formatNumber } from '../../../src/figures.ts'
import { answerRate } from '../../words/output-rate.ts'
import { levelText, type Sweep, sweptMetric } from '../../words/sweeps/sweeps.ts'
import { bottomAxis, leftAxis, roundTicks } from '../kit/axis.ts'
import { colors } from '../kit/colors.ts'
import type { PanelArea } from '../kit/panel-area.ts'
import { limitLines, reachOfLimits } from '../kit/limit-line.ts'
import { linearScale, type Scale, tickLabel } from '../kit/scale.ts'
import { limitsOfRuns } from '../kit/limits.ts'
import { lastMeasured } from './measured-levels.ts'
import { sweepLegend } from './sweep-legend.ts'
import { type LinePoint, type LineStyle, markedLine } from './sweep-line.ts'
import { textAt, textWidth } from '../kit/svg.ts'

const styles = {
  whole: { color: colors.p50, marker: 'circle' },
  first: { color: colors.p95, marker: 'square', dashed: true },
} as const satisfies Record<string, LineStyle>

interface LevelPoint extends LinePoint {
  readonly level: number
}

function pointsOf(sweep: Sweep, metric: 'latency' | 'response' | 'ttft'): LevelPoint[] {
  return lastMeasured(sweep).last.flatMap(({ level, throughput, metrics }) => {
    const x = answerRate(throughput)
    const { p95: y, intervals } = metrics[metric]
    return x === null || y === null ? [] : [{ level, x, y, interval: intervals?.p95 ?? null }]
  })
}

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
}

const lineHeight = 11

function overlaps(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    Math.abs(one.top - other.top) < lineHeight
  )
}

/** The level beside each point, where there is room: above it, left, right or below. */
function levelLabels(
  points: readonly LevelPoint[],
  { variable }: Sweep,
  area: PanelArea,
  x: Scale,
  y: Scale,
): string[] {
  const placed: Box[] = points.map((point) => ({ left: x.at(point.x) - 4, top: y.at(point.y) - 5, width: 8 }))
  return points.map(({ level, ...point }) => {
    const label = variable === 'rate' ? `${tickLabel(level)}/s` : tickLabel(level)
    const width = textWidth(label, 10, true)
    const [atX, atY] = [x.at(point.x), y.at(point.y)]
    const candidates: Box[] = [
      { left: atX - width - 3, top: atY - 16, width },
      { left: atX - width / 2, top: atY - 18, width },
      { left: atX - width - 8, top: atY - 5, width },
      { left: atX + 8, top: atY - 3, width },
      { left: atX - width / 2, top: atY + 8, width },
    ]
    const fits = candidates.find(
      (box) =>
        box.left > area.left &&
        box.left + box.width < area.left + area.width + 16 &&
        placed.every((other) => !overlaps(box, other)),
    )
    const box = fits ?? { left: atX + 8, top: atY - 3, width }
    placed.push(box)
    return textAt(box.left, box.top + 9, label, { fill: colors.p50, bold: true, size: 10, halo: true })
  })
}

/**
 * Panel of throughput against waiting: p95 of the whole answer and of the first token over requests/s, a point
 * a level.
 */
export function sweepCurvePanel(sweep: Sweep, area: PanelArea): string[] {
  const metric = sweptMetric(sweep.variable)
  const whole = pointsOf(sweep, metric)
  const first = pointsOf(sweep, 'ttft')
  const all = [...whole, ...first]
  const limits = limitsOfRuns(sweep.levels, metric).filter(({ statistic }) => statistic === 'p95')
  const most = Math.max(...all.map((point) => Math.max(point.y, point.interval?.high ?? 0)), 1e-6)
  const x = linearScale(0, Math.max(...all.map((point) => point.x), 1e-6) * 1.08, area.left, area.left + area.width)
  const y = linearScale(0, Math.max(most, reachOfLimits(limits, most)) * 1.08, area.top + area.height, area.top)
  return [
    textAt(area.left - 44, area.top - 32, 'Waiting against answers a second, ms', { bold: true, size: 12 }),
    ...sweepLegend(area.left - 44, area.top - 14, [
      { name: `${metric} p95`, style: styles.whole },
      ...(first.length > 0 ? [{ name: 'TTFT p95', style: styles.first }] : []),
    ]),
    ...leftAxis(area, y, roundTicks(y, 5)),
    ...bottomAxis(area, x, roundTicks(x, 5), {
      lines: 'base',
      title: `answered requests/s; beside each point: ${sweep.variable === 'rate' ? 'rate asked for' : 'clients'}`,
    }),
    ...limitLines(limits, area, y),
    ...markedLine(first, x, y, styles.first),
    ...markedLine(whole, x, y, styles.whole),
    ...levelLabels(whole, sweep, area, x, y),
  ]
}

/** The curve in words, for readers who cannot see it. */
export function curveText(sweep: Sweep): string {
  const metric = sweptMetric(sweep.variable)
  return pointsOf(sweep, metric)
    .map(
      ({ level, x, y }) =>
        `${levelText(sweep.variable, level)}: ${formatNumber(x)} requests/s, ${metric} p95 ${formatNumber(y)} ms`,
    )
    .join('; ')
}
