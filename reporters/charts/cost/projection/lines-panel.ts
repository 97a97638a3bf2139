import { formatUsd } from '../../../../src/figures.ts'
import type { IntervalRecord } from '../../../../src/record/figure.ts'
import { bottomAxis, leftAxis, roundTicks } from '../../kit/axis.ts'
import { colors } from '../../kit/colors.ts'
import type { PanelArea } from '../../kit/panel-area.ts'
import { linearScale, niceTicks, type Scale, tickLabel } from '../../kit/scale.ts'
import { lineFrom, px, textAt, textWidth } from '../../kit/svg.ts'

/** US dollars at both ends of an axis: lines of money are straight. */
export type Ends = readonly [from: number, to: number]

/** Two ways to pay, and where they cost as much as each other. */
export interface PaymentLines {
  readonly title: string
  /** Name of the lower axis. */
  readonly axis: string
  /** End of the lower axis, which begins at 0. */
  readonly end: number
  readonly own: Ends
  /** The own line at both ends of its interval; null without one. */
  readonly band: { readonly low: Ends; readonly high: Ends } | null
  readonly api: Ends
  /** Place of break-even, its interval, and words beside it; null where there is none. */
  readonly even: { readonly at: number; readonly interval: IntervalRecord | null; readonly words: string } | null
  /** A place that is marked too, and its name. */
  readonly mark: { readonly at: number; readonly words: string } | null
}

/** Both lines of money on axes that begin at 0, with break-even and its interval. */
export function linesPanel(lines: PaymentLines, area: PanelArea): string[] {
  const { title, axis, end, own, band, api, even, mark } = lines
  const bottom = area.top + area.height
  const x = linearScale(0, end, area.left, area.left + area.width)
  const most = Math.max(own[1], api[1], band?.high[1] ?? 0, Number.MIN_VALUE)
  const y = linearScale(0, most * 1.08, bottom, area.top)
  return [
    textAt(area.left - 52, area.top - 18, title, { bold: true, size: 12 }),
    ...leftAxis(
      area,
      y,
      niceTicks(y.low, y.high, 4).map((value) => ({ value, label: usdLabel(value) })),
    ),
    ...(even === null ? [] : evenBand(even, x, area)),
    ...(band === null ? [] : [drawnBand(band, x, y)]),
    ...(mark === null ? [] : drawnMark(mark, x, area)),
    drawnLine(own, x, y, colors.p50),
    drawnLine(api, x, y, colors.p95),
    ...(even === null ? [] : evenPoint(even, api, { x, y, end, area })),
    ...bottomAxis(area, x, roundTicks(x, 5), { lines: 'base', title: axis, inside: true }),
  ]
}

function usdLabel(usd: number): string {
  return usd >= 1 ? `$${tickLabel(usd)}` : formatUsd(usd)
}

function drawnLine([from, to]: Ends, x: Scale, y: Scale, color: string): string {
  return lineFrom([x.at(0), y.at(from)], [x.at(x.high), y.at(to)], color, 'stroke-width="2.2"')
}

function drawnBand({ low, high }: NonNullable<PaymentLines['band']>, x: Scale, y: Scale): string {
  const corners = [
    [x.at(0), y.at(low[0])],
    [x.at(x.high), y.at(low[1])],
    [x.at(x.high), y.at(high[1])],
    [x.at(0), y.at(high[0])],
  ] as const
  const path = corners.map(([across, up]) => `${px(across)} ${px(up)}`).join('L')
  return `<path d="M${path}Z" fill="${colors.p50}" fill-opacity=".2"/>`
}

/** The interval of break-even as an upright band; to the edge where it has no upper end. */
function evenBand({ at, interval }: NonNullable<PaymentLines['even']>, x: Scale, area: PanelArea): string[] {
  if (interval === null) return []
  const from = x.at(interval.low ?? at)
  const to = x.at(interval.high ?? x.high)
  return [
    `<rect x="${px(from)}" y="${px(area.top)}" width="${px(Math.max(1, to - from))}" height="${px(area.height)}" ` +
      `fill="${colors.good}" fill-opacity=".18"/>`,
  ]
}

function drawnMark(
  { at, words }: NonNullable<PaymentLines['mark']>,
  x: Scale,
  { left, top, width, height }: PanelArea,
) {
  const place = x.at(at)
  const isLate = place + textWidth(words, 10) + 6 > left + width
  return [
    lineFrom([place, top], [place, top + height], colors.muted, 'stroke-dasharray="2 3"'),
    textAt(isLate ? place - 5 : place + 5, top + height - 6, words, {
      anchor: isLate ? 'end' : 'start',
      fill: colors.muted,
      size: 10,
      halo: true,
    }),
  ]
}

function evenPoint(
  { at, words }: NonNullable<PaymentLines['even']>,
  api: Ends,
  { x, y, end, area }: { readonly x: Scale; readonly y: Scale; readonly end: number; readonly area: PanelArea },
): string[] {
  const place = x.at(at)
  const up = y.at(api[0] + ((api[1] - api[0]) * at) / end)
  // Within the panel: beside the line, or across it near the edge.
  const start = Math.min(place + 6, area.left + area.width - textWidth(words, 10, true))
  return [
    lineFrom([place, area.top], [place, area.top + area.height], colors.good, 'stroke-dasharray="5 3"'),
    `<circle cx="${px(place)}" cy="${px(up)}" r="4.5" fill="${colors.card}" stroke="${colors.good}" stroke-width="2"/>`,
    textAt(start, area.top - 4, words, {
      bold: true,
      size: 10,
      fill: colors.good,
      halo: true,
    }),
  ]
}
