import type { RunRecord } from '../../src/record/run.ts'
import { formatCount, formatDuration, formatNumber } from '../../src/figures.ts'
import { groupBy } from '../words/group-by.ts'
import { runTitle } from '../words/run-label.ts'
import { versusLine } from '../words/versus.ts'
import { plainText } from '../../src/plain-text.ts'
import { bottomAxis, roundTicks } from './kit/axis.ts'
import { colors } from './kit/colors.ts'
import { rowLabel } from './kit/row-label.ts'
import { linearScale, type Scale } from './kit/scale.ts'
import { lineFrom, px, svgFile, textAt } from './kit/svg.ts'
import { type WhiskerEnds, whiskerEnds } from './kit/whisker.ts'

const width = 860
const margin = 20
const labels = 230
const left: number = margin + labels + 14
const right: number = width - margin - 130
const rowHeight = 54
const top = 72
const lineHeight = 20
const statistics = ['p50', 'p95'] as const

/** The arms of each interleaved comparison of a report: groups of two or more. */
export function comparisons(runs: readonly RunRecord[]): RunRecord[][] {
  const interleaved = runs.filter((run) => run.load.interleaved && (run.together ?? null) === null)
  const groups = groupBy(interleaved, (run) => run.load.comparison ?? JSON.stringify([run.project, run.file, run.test]))
  return groups.filter((arms) => arms.length > 1)
}

function drawnInterval({ from, to, open }: WhiskerEnds, y: number, color: string): string {
  const ends = open ? 'stroke-dasharray="4 2"' : 'stroke-linecap="round"'
  return lineFrom([from, y], [to, y], color, `stroke-width="5" stroke-opacity=".35" ${ends}`)
}

function arm(run: RunRecord, first: RunRecord, y: number, x: Scale): string[] {
  const { latency } = run.metrics
  const base = first.metrics.latency.p50
  const ratio = latency.p50 === null || base === null || base === 0 ? null : latency.p50 / base
  const ratioText = run === first ? 'first arm' : `p50: ${formatNumber(ratio)} × first`
  return [
    ...rowLabel(run, margin, y + 18, labels),
    ...statistics.flatMap((name, index) => {
      const value = latency[name]
      if (value === null) return []
      const at = y + 14 + index * 20
      const ends = whiskerEnds(latency.intervals?.[name], value, x)
      const end = Math.max(x.at(value), ends?.to ?? 0)
      return [
        ends === null ? '' : drawnInterval(ends, at, colors[name]),
        `<circle cx="${px(x.at(value))}" cy="${px(at)}" r="4" fill="${colors[name]}"/>`,
        textAt(end + 9, at + 3.5, `${name} ${formatDuration(value)}`, {
          fill: colors[name],
          size: 10,
          bold: true,
          halo: true,
        }),
      ]
    }),
    textAt(width - margin, y + 18, ratioText, {
      anchor: 'end',
      bold: run !== first,
      fill: run === first ? colors.muted : colors.ink,
    }),
  ]
}

/** The arms of one comparison: p50 and p95 of latency with their intervals, and the ratio to the first. */
export function comparisonChart(arms: readonly RunRecord[]): string | null {
  const [first] = arms
  if (first === undefined || arms.length < 2) return null
  const most = Math.max(
    1e-6,
    ...arms.flatMap(({ metrics }) =>
      statistics.flatMap((name) => [metrics.latency[name] ?? 0, metrics.latency.intervals?.[name].high ?? 0]),
    ),
  )
  const x = linearScale(0, most * 1.02, left, right)
  const bottom = top + arms.length * rowHeight
  const lines = arms.flatMap((run) => versusLine(run) ?? [])
  return svgFile({
    width,
    height: bottom + 44 + lines.length * lineHeight,
    title: `Comparison: ${plainText(first.test)}`,
    description: [
      ...arms.map(
        (run) =>
          `${runTitle(run)}: p50 ${formatDuration(run.metrics.latency.p50)}, n = ${formatCount(run.metrics.latency.n)}`,
      ),
      ...lines,
    ].join('; '),
    body: [
      textAt(margin, 32, `Comparison: ${first.test}`, { bold: true, size: 14, width: width - 2 * margin }),
      textAt(
        margin,
        52,
        'latency (end to end), ms; bars: intervals (dashed: too few samples to bound the upper end); ' +
          'compare only with each other',
        { fill: colors.muted, width: width - 2 * margin },
      ),
      ...bottomAxis({ left, top: top - 4, width: right - left, height: bottom - top + 4 }, x, roundTicks(x, 6), {
        lines: 'grid',
      }),
      ...arms.flatMap((run, index) => arm(run, first, top + index * rowHeight, x)),
      textAt(margin, bottom + 32, 'The ratio of medians is a point figure; a comparison matcher judges its interval.', {
        fill: colors.muted,
        size: 10,
      }),
      ...lines.map((line, index) =>
        textAt(margin, bottom + 32 + (index + 1) * lineHeight, line, {
          bold: true,
          size: 12,
          width: width - 2 * margin,
        }),
      ),
    ],
  })
}
