import { plainText } from '../../../src/plain-text.ts'
import type { SeveralRecord, SlowdownRecord } from '../../../src/record/several/several.ts'
import { severalMarks } from '../../words/several/several-marks.ts'
import { slowdownText } from '../../words/several/slowdowns.ts'
import { bottomAxis, roundTicks } from '../kit/axis.ts'
import { badges } from '../kit/badge.ts'
import { colors } from '../kit/colors.ts'
import { intervalsName } from '../kit/interval-name.ts'
import { namesApart } from '../kit/row-label.ts'
import { rowSpace } from '../kit/row-space.ts'
import { linearScale, type Scale } from '../kit/scale.ts'
import { lineFrom, px, svgFile, textAt } from '../kit/svg.ts'

const { width, margin, labels, left, right } = rowSpace(300, 140)
const rowHeight = 30
const top = 72
/** Largest slowdowns that intervals may reach. */
const widestReach = 3

/** Times that each model is slower beside others than alone, with their intervals; null where nothing was compared. */
export function slowdownChart(several: SeveralRecord): string | null {
  const { name, slowdowns } = several
  const known = slowdowns.filter(({ ratio }) => ratio !== null)
  if (known.length === 0) return null
  const most = Math.max(1.1, ...known.map(({ ratio }) => ratio ?? 1))
  // An interval of few rounds may reach to anywhere, and would flatten all others: it is drawn to the edge.
  const ends = known.map(({ interval }) => Math.min(interval?.high ?? 1, widestReach * most))
  const x = linearScale(0, Math.max(most, ...ends) * 1.02, left, right)
  const bottom = top + known.length * rowHeight
  const drawn = badges(width - margin, 16, severalMarks(several))
  const named = namesApart(known.map(labelOf), labels, 11)
  const intervals = intervalsName(known.map(({ interval }) => interval))
  return svgFile({
    width,
    height: bottom + 44,
    title: `Slowdown: ${plainText(name)}`,
    description: known.map((one) => `${labelOf(one)}: ${slowdownText(one)}`).join('; '),
    body: [
      textAt(margin, 32, `Slowdown: ${name}`, { bold: true, size: 14, width: drawn.left - margin }),
      ...drawn.svg,
      textAt(margin, 52, `times slower beside others than alone (1 is no slower); bars: ${intervals}`, {
        fill: colors.muted,
        width: width - 2 * margin,
      }),
      ...bottomAxis({ left, top: top - 4, width: right - left, height: bottom - top + 4 }, x, roundTicks(x, 6), {
        lines: 'grid',
      }),
      lineFrom([x.at(1), top - 4], [x.at(1), bottom], colors.ink, 'stroke-dasharray="3 3"'),
      ...known.flatMap((one, index) => row(one, named[index] ?? '', top + index * rowHeight + rowHeight / 2, x)),
    ],
  })
}

function row(slowdown: SlowdownRecord, name: string, y: number, x: Scale): string[] {
  const { ratio, interval } = slowdown
  const at = x.at(ratio ?? 1)
  const from = x.at(interval?.low ?? ratio ?? 1)
  const isBeyond = interval !== null && (interval.high === null || interval.high > x.high)
  const to = isBeyond ? x.at(x.high) : x.at(interval?.high ?? ratio ?? 1)
  return [
    textAt(margin, y + 4, name),
    interval === null ? '' : lineFrom([from, y], [to, y], colors.p95, 'stroke-width="5" stroke-opacity=".35"'),
    isBeyond ? `<path d="M${px(to - 6)} ${px(y - 4)}l6 4l-6 4" stroke="${colors.p95}" fill="none"/>` : '',
    `<circle cx="${px(at)}" cy="${px(y)}" r="4" fill="${colors.p95}"/>`,
    textAt(width - margin, y + 4, slowdownText(slowdown), { anchor: 'end', fill: colors.ink, size: 11 }),
  ]
}

function labelOf({ model, beside }: SlowdownRecord): string {
  return `${plainText(model)} beside ${beside.map((other) => plainText(other)).join(', ')}`
}
