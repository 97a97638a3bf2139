import { formatCount } from '../../../src/figures.ts'
import type { IntervalRecord } from '../../../src/record/figure.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { runTitle } from '../../words/run-label.ts'
import { bottomAxis, roundTicks } from '../kit/axis.ts'
import { badges } from '../kit/badge.ts'
import { colors } from '../kit/colors.ts'
import { intervalsName } from '../kit/interval-name.ts'
import { commonMarks, drawnLabel, type RowLabel, rowLabels } from '../kit/row-label.ts'
import { rowSpace } from '../kit/row-space.ts'
import { linearScale, type Scale } from '../kit/scale.ts'
import { px, svgFile, textAt } from '../kit/svg.ts'
import { whisker, whiskerEnds } from '../kit/whisker.ts'

const { width, margin, labels, left, right } = rowSpace(230, 240)
const rowHeight = 40
const top = 78
const mostRows = 24

/** A bar of a run: its figure with an interval, and words behind it. */
export interface BarRow {
  readonly run: RunRecord
  readonly value: number
  readonly interval: IntervalRecord | null
  readonly words: string
}

/** A chart of one bar a run, from zero to the highest value, or to `high` where the figure has an end. */
export function barRows(title: string, all: readonly BarRow[], high: number | null = null): string | null {
  if (all.length === 0) return null
  const rows = all.slice(0, mostRows)
  const runs = rows.map(({ run }) => run)
  const most = Math.max(...rows.map(({ value, interval }) => Math.max(value, interval?.high ?? 0)), Number.MIN_VALUE)
  const x = linearScale(0, high ?? most * 1.02, left, right)
  const bottom = top + rows.length * rowHeight
  const marks = commonMarks(runs)
  const named = rowLabels(runs, labels, marks)
  const drawn = badges(width - margin, 16, marks)
  const intervals = rows.map(({ interval }) => interval)
  const said = intervals.some((interval) => interval !== null)
    ? `whiskers: ${intervalsName(intervals)}`
    : 'no intervals'
  const hidden = all.length - rows.length
  return svgFile({
    width,
    height: bottom + 46,
    title,
    description: rows.map(({ run, words }) => `${runTitle(run)}: ${words}`).join('; '),
    body: [
      textAt(margin, 32, title, { bold: true, size: 14, width: drawn.left - margin }),
      ...drawn.svg,
      textAt(margin, 54, `${said}${hidden > 0 ? `; and ${formatCount(hidden)} more runs in report.json` : ''}`, {
        fill: colors.muted,
      }),
      ...bottomAxis({ left, top: top - 6, width: right - left, height: bottom - top + 6 }, x, roundTicks(x, 5), {
        lines: 'grid',
      }),
      ...rows.flatMap((row, index) =>
        drawnRow(row, named[index] ?? { title: '', details: '' }, top + index * rowHeight, x),
      ),
    ],
  })
}

function drawnRow({ value, interval, words }: BarRow, label: RowLabel, y: number, x: Scale): string[] {
  const ends = whiskerEnds(interval, value, x)
  const end = Math.max(x.at(value), ends?.to ?? 0)
  return [
    ...drawnLabel(label, margin, y + 14),
    `<rect x="${px(left)}" y="${px(y + 4)}" width="${px(Math.max(1, x.at(value) - left))}" height="16" ` +
      `fill="${colors.p50}" fill-opacity=".75"/>`,
    ends === null ? '' : whisker(ends, y + 12),
    textAt(end + 8, y + 16, words, { bold: true, size: 10, halo: true, width: width - margin - end - 8 }),
  ]
}
