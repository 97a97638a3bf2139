import type { RunRecord } from '../../src/record/run.ts'
import { formatCount, formatDuration } from '../../src/figures.ts'
import { timeIntervalsName } from './kit/interval-name.ts'
import { isOpen, wholeTime } from '../words/load-label.ts'
import { runTitle } from '../words/run-label.ts'
import { bottomAxis, roundLogTicks, roundTicks } from './kit/axis.ts'
import { badges } from './kit/badge.ts'
import { colors } from './kit/colors.ts'
import { commonMarks, drawnLabel, type RowLabel, rowLabels } from './kit/row-label.ts'
import { rowSpace } from './kit/row-space.ts'
import { linearScale, logScale, type Scale } from './kit/scale.ts'
import { px, svgFile, textAt } from './kit/svg.ts'
import { whisker, whiskerEnds } from './kit/whisker.ts'

const { width, margin, labels, left, right } = rowSpace(230, 90)
const rowHeight = 60
const top = 90
const mostRows = 24
const statistics = ['p50', 'p95', 'p99'] as const
/** Ratio of the longest time to the shortest above which bars from zero would show the longest only. */
const widestLinear = 40

interface Axis {
  readonly x: Scale
  readonly logarithmic: boolean
}

function known(run: RunRecord): number[] {
  const { intervals, ...points } = run.metrics[wholeTime(run)]
  return statistics
    .flatMap((name) => [points[name], intervals?.[name].high])
    .filter((value) => (value ?? 0) > 0) as number[]
}

function axisOf(runs: readonly RunRecord[]): Axis {
  const times = runs.flatMap(known)
  const most = Math.max(...times, 1e-6)
  const least = Math.min(...times, most)
  return most > widestLinear * least
    ? { x: logScale(least * 0.8, most * 1.1, left, right), logarithmic: true }
    : { x: linearScale(0, most * 1.02, left, right), logarithmic: false }
}

function mark(value: number, y: number, color: string, { x, logarithmic }: Axis): string {
  if (logarithmic) return `<circle cx="${px(x.at(value))}" cy="${px(y + 6)}" r="5" fill="${color}" fill-opacity=".75"/>`
  return (
    `<rect x="${px(left)}" y="${px(y)}" width="${px(Math.max(1, x.at(value) - left))}" height="12" ` +
    `fill="${color}" fill-opacity=".75"/>`
  )
}

function row(run: RunRecord, label: RowLabel, y: number, axis: Axis): string[] {
  const times = run.metrics[wholeTime(run)]
  const named = drawnLabel(label, margin, y + 20)
  if (times.n === 0) return [...named, textAt(left, y + 28, 'no request was answered', { fill: colors.failed })]
  return [
    ...named,
    ...statistics.flatMap((name, index) => {
      const value = times[name]
      if (value === null) return []
      const at = y + 5 + index * 16
      const ends = whiskerEnds(times.intervals?.[name], value, axis.x)
      const end = Math.max(axis.x.at(value) + (axis.logarithmic ? 5 : 0), ends?.to ?? 0)
      return [
        mark(value, at, colors[name], axis),
        ends === null ? '' : whisker(ends, at + 6),
        textAt(end + 6, at + 10, formatDuration(value), { fill: colors[name], bold: true, size: 10, halo: true }),
      ]
    }),
  ]
}

function legend(): string[] {
  return statistics.flatMap((name, index) => {
    const x = left + index * 52
    return [
      `<rect x="${px(x)}" y="46" width="10" height="10" fill="${colors[name]}" fill-opacity=".75"/>`,
      textAt(x + 14, 55, name, { fill: colors.muted }),
    ]
  })
}

function titleOf(runs: readonly RunRecord[]): string {
  if (runs.every(isOpen)) return 'Response time'
  return runs.some(isOpen) ? 'Latency (end to end), of open loads response time' : 'Latency (end to end)'
}

/**
 * Chart of the time of whole answers of runs side by side: p50, p95 and p99 with their intervals, of open loads the
 * response time; a dashed whisker with an arrow has no upper end the samples could bound. At most 24 runs.
 */
export function latencyBars(runs: readonly RunRecord[]): string {
  const shown = runs.slice(0, mostRows)
  const bottom = top + shown.length * rowHeight
  const axis = axisOf(shown)
  const { x, logarithmic } = axis
  const marks = commonMarks(shown)
  const named = rowLabels(shown, labels, marks)
  const hidden = runs.length - shown.length
  const drawn = badges(width - margin, 16, marks)
  return svgFile({
    width,
    height: bottom + 46,
    title: `${titleOf(shown)} of the runs`,
    description: shown
      .map((run) => {
        const times = run.metrics[wholeTime(run)]
        const figures = statistics.map((statistic) => `${statistic} ${formatDuration(times[statistic])}`)
        return `${runTitle(run)}: ${isOpen(run) ? 'response time ' : ''}${figures.join(', ')}`
      })
      .join('; '),
    body: [
      textAt(margin, 32, `${titleOf(shown)}, ms`, { bold: true, size: 14, width: drawn.left - margin }),
      ...drawn.svg,
      ...legend(),
      textAt(left + 168, 55, `whiskers: ${timeIntervalsName(shown)}; arrow: too few samples to bound it`, {
        fill: colors.muted,
        width: width - margin - left - 168,
      }),
      ...bottomAxis(
        { left, top: top - 6, width: right - left, height: bottom - top + 6 },
        x,
        logarithmic ? roundLogTicks(x) : roundTicks(x, 6),
        { lines: 'grid', title: logarithmic ? 'ms, logarithmic scale' : 'ms' },
      ),
      ...shown.flatMap((run, index) =>
        row(run, named[index] ?? { title: '', details: '' }, top + index * rowHeight, axis),
      ),
      ...(hidden > 0
        ? [textAt(margin, bottom + 34, `and ${formatCount(hidden)} more runs in report.json`, { fill: colors.muted })]
        : []),
    ],
  })
}
