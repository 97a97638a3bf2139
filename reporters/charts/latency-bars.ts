import type { RunRecord } from '../../src/record/run.ts'
import { formatCount, formatDuration } from '../../src/figures.ts'
import { runTitle } from '../words/run-label.ts'
import { bottomAxis, roundTicks } from './kit/axis.ts'
import { colors } from './kit/colors.ts'
import { rowLabel } from './kit/row-label.ts'
import { linearScale, type Scale } from './kit/scale.ts'
import { px, svgFile, textAt } from './kit/svg.ts'
import { type WhiskerEnds, whiskerEnds } from './kit/whisker.ts'

const width = 860
const margin = 20
const labels = 230
const left: number = margin + labels + 14
const right: number = width - margin - 90
const rowHeight = 60
const top = 74
const mostRows = 24
const statistics = ['p50', 'p95', 'p99'] as const

function highest(run: RunRecord): number {
  const { latency } = run.metrics
  return Math.max(0, ...statistics.flatMap((name) => [latency[name] ?? 0, latency.intervals?.[name].high ?? 0]))
}

function whisker({ from, to, open }: WhiskerEnds, y: number): string {
  const ends = `M${px(from)} ${px(y - 3)}v6M${px(from)} ${px(y)}H${px(to)}${open ? `m-4 -3l4 3l-4 3` : `m0 -3v6`}`
  const dashes = open ? ' stroke-dasharray="4 2"' : ''
  return `<path d="${ends}" stroke="${colors.ink}" stroke-width="1.2" fill="none"${dashes}/>`
}

function row(run: RunRecord, y: number, x: Scale): string[] {
  const { latency } = run.metrics
  if (latency.n === 0) {
    return [
      ...rowLabel(run, margin, y + 20, labels),
      textAt(left, y + 28, 'no request was answered', { fill: colors.failed }),
    ]
  }
  return [
    ...rowLabel(run, margin, y + 20, labels),
    ...statistics.flatMap((name, index) => {
      const value = latency[name]
      if (value === null) return []
      const at = y + 5 + index * 16
      const ends = whiskerEnds(latency.intervals?.[name], value, x)
      const end = Math.max(x.at(value), ends?.to ?? 0)
      return [
        `<rect x="${px(left)}" y="${px(at)}" width="${px(Math.max(1, x.at(value) - left))}" height="12" ` +
          `fill="${colors[name]}" fill-opacity=".75"/>`,
        ends === null ? '' : whisker(ends, at + 6),
        textAt(end + 6, at + 10, formatDuration(value), { fill: colors[name], bold: true, size: 10 }),
      ]
    }),
  ]
}

function legend(): string[] {
  return statistics.flatMap((name, index) => {
    const x = left + index * 52
    return [
      `<rect x="${px(x)}" y="42" width="10" height="10" fill="${colors[name]}" fill-opacity=".75"/>`,
      textAt(x + 14, 51, name, { fill: colors.muted }),
    ]
  })
}

/**
 * Chart of the end-to-end latency of runs side by side: p50, p95 and p99 with their intervals; a dashed
 * whisker with an arrow has no upper end the samples could bound. At most 24 runs.
 */
export function latencyBars(runs: readonly RunRecord[]): string {
  const shown = runs.slice(0, mostRows)
  const bottom = top + shown.length * rowHeight
  const most = Math.max(...shown.map((run) => highest(run)), 1e-6)
  const x = linearScale(0, most * 1.02, left, right)
  const hidden = runs.length - shown.length
  const more =
    hidden > 0
      ? [textAt(margin, bottom + 30, `and ${formatCount(hidden)} more runs in report.json`, { fill: colors.muted })]
      : []
  return svgFile({
    width,
    height: bottom + 42,
    title: 'Latency of the runs',
    description: shown
      .map((run) => {
        const { latency } = run.metrics
        const figures = statistics.map((statistic) => `${statistic} ${formatDuration(latency[statistic])}`)
        return `${runTitle(run)}: ${figures.join(', ')}`
      })
      .join('; '),
    body: [
      textAt(margin, 32, 'Latency (end to end), ms', { bold: true, size: 14 }),
      ...legend(),
      textAt(left + 168, 51, 'whiskers: intervals; an arrow: too few samples to bound that end', {
        fill: colors.muted,
      }),
      ...bottomAxis({ left, top: top - 6, width: right - left, height: bottom - top + 6 }, x, roundTicks(x, 6), {
        lines: 'grid',
      }),
      ...shown.flatMap((run, index) => row(run, top + index * rowHeight, x)),
      ...more,
    ],
  })
}
