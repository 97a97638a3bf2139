import type { RunRecord } from '../../src/record/run.ts'
import { formatCount, formatDuration, formatNumber } from '../../src/figures.ts'
import { groupBy } from '../words/group-by.ts'
import { timeIntervalsName } from './kit/interval-name.ts'
import { wholeTime } from '../words/load-label.ts'
import { runTitle } from '../words/run-label.ts'
import { versusLine } from '../words/versus.ts'
import { plainText } from '../../src/plain-text.ts'
import { bottomAxis, roundTicks } from './kit/axis.ts'
import { badges } from './kit/badge.ts'
import { colors } from './kit/colors.ts'
import { commonMarks, drawnLabel, type RowLabel, rowLabels } from './kit/row-label.ts'
import { rowSpace } from './kit/row-space.ts'
import { linearScale, type Scale } from './kit/scale.ts'
import { lineFrom, px, svgFile, textAt } from './kit/svg.ts'
import { textLines } from './kit/text-lines.ts'
import { type WhiskerEnds, whiskerEnds } from './kit/whisker.ts'

const { width, margin, labels, left, right } = rowSpace(230, 170)
const rowHeight = 54
const top = 78
const mostArms = 24
const statistics = ['p50', 'p95'] as const

/** The arms of each interleaved comparison, groups of two or more; configurations have a chart of their own. */
export function comparisons(runs: readonly RunRecord[]): RunRecord[][] {
  const interleaved = runs.filter(
    ({ load, together, sweep }) => load.interleaved && (together ?? null) === null && sweep === null,
  )
  const groups = groupBy(interleaved, (run) => run.load.comparison ?? JSON.stringify([run.project, run.file, run.test]))
  return groups.filter((arms) => arms.length > 1)
}

function drawnInterval({ from, to, open }: WhiskerEnds, y: number, color: string): string {
  const ends = open ? 'stroke-dasharray="4 2"' : 'stroke-linecap="round"'
  return lineFrom([from, y], [to, y], color, `stroke-width="5" stroke-opacity=".35" ${ends}`)
}

function arm(run: RunRecord, first: RunRecord, label: RowLabel, y: number, x: Scale): string[] {
  const times = run.metrics[wholeTime(run)]
  const base = first.metrics[wholeTime(first)].p50
  const ratio = times.p50 === null || base === null || base === 0 ? null : times.p50 / base
  const ratioText = run === first ? 'first arm' : `p50: ${formatNumber(ratio)} × first`
  return [
    ...drawnLabel(label, margin, y + 18),
    ...statistics.flatMap((name, index) => {
      const value = times[name]
      if (value === null) return []
      const at = y + 14 + index * 20
      const ends = whiskerEnds(times.intervals?.[name], value, x)
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

/** The arms of one comparison: p50 and p95 of the time with their intervals, and the ratio to the first. */
export function comparisonChart(all: readonly RunRecord[]): string | null {
  const [first] = all
  if (first === undefined || all.length < 2) return null
  const arms = all.slice(0, mostArms)
  const most = Math.max(
    1e-6,
    ...arms.flatMap((run) => {
      const { intervals, ...points } = run.metrics[wholeTime(run)]
      return statistics.flatMap((name) => [points[name] ?? 0, intervals?.[name].high ?? 0])
    }),
  )
  const x = linearScale(0, most * 1.02, left, right)
  const bottom = top + arms.length * rowHeight
  const words = arms.flatMap((run) => versusLine(run) ?? [])
  const marks = commonMarks(arms)
  const named = rowLabels(arms, labels, marks)
  const drawn = badges(width - margin, 16, marks)
  let end = bottom + 50
  const lines = words.flatMap((line) => {
    const { svg, height } = textLines(margin, end, line, { bold: true, size: 12, width: width - 2 * margin, most: 2 })
    end += height + 4
    return svg
  })
  const metric = wholeTime(first) === 'response' ? 'response time' : 'latency (end to end)'
  const hidden = all.length - arms.length
  return svgFile({
    width,
    height: end + 4,
    title: `Comparison: ${plainText(first.test)}`,
    description: [
      ...arms.map((run) => {
        const { p50, n } = run.metrics[wholeTime(run)]
        return `${runTitle(run)}: p50 ${formatDuration(p50)}, n = ${formatCount(n)}`
      }),
      ...words,
    ].join('; '),
    body: [
      textAt(margin, 32, `Comparison: ${first.test}`, { bold: true, size: 14, width: drawn.left - margin }),
      ...drawn.svg,
      textAt(
        margin,
        54,
        `${metric}, ms; bars: ${timeIntervalsName(arms)} (dashed: too few samples to bound the upper end)`,
        { fill: colors.muted, width: width - 2 * margin },
      ),
      ...bottomAxis({ left, top: top - 4, width: right - left, height: bottom - top + 4 }, x, roundTicks(x, 6), {
        lines: 'grid',
      }),
      ...arms.flatMap((run, index) =>
        arm(run, first, named[index] ?? { title: '', details: '' }, top + index * rowHeight, x),
      ),
      textAt(
        margin,
        bottom + 32,
        'The ratio of medians is a point' +
          (words.length === 0 ? '.' : '; the sentences below rest on its interval, of turns beside each other.') +
          (hidden > 0 ? ` And ${formatCount(hidden)} more arms in report.json.` : ''),
        { fill: colors.muted, size: 10, width: width - 2 * margin },
      ),
      ...lines,
    ],
  })
}
