import { colors } from '../kit/colors.ts'
import type { PanelArea } from '../kit/panel-area.ts'
import { niceTicks, type Scale, tickLabel } from '../kit/scale.ts'
import { type LineStyle, marker } from './sweep-line.ts'
import { lineFrom, textAt, textWidth } from '../kit/svg.ts'

/** A tick of the lower axis. */
export interface Tick {
  readonly value: number
  readonly label: string
}

/** Grid, ticks and the title of the lower axis; the upright one is in milliseconds, as the heading says. */
export function sweepFrame(area: PanelArea, x: Scale, y: Scale, ticks: readonly Tick[], title: string): string[] {
  const right = area.left + area.width
  const bottom = area.top + area.height
  let last = -Infinity
  return [
    ...niceTicks(y.low, y.high, 5).flatMap((tick) => [
      lineFrom([area.left, y.at(tick)], [right, y.at(tick)], colors.grid),
      textAt(area.left - 6, y.at(tick) + 3.5, tickLabel(tick), { anchor: 'end', fill: colors.muted, size: 10 }),
    ]),
    lineFrom([area.left, bottom], [right, bottom], colors.border),
    ...ticks.flatMap(({ value, label }) => {
      const at = x.at(value)
      const width = textWidth(label, 10)
      if (at - width / 2 < last + 4) return []
      last = at + width / 2
      return [textAt(at, bottom + 15, label, { anchor: 'middle', fill: colors.muted, size: 10 })]
    }),
    textAt(area.left + area.width / 2, bottom + 32, title, { anchor: 'middle', fill: colors.muted }),
  ]
}

/** The lines of a panel by name, in one row. */
export function sweepLegend(
  left: number,
  y: number,
  lines: readonly { readonly name: string; readonly style: LineStyle }[],
): string[] {
  let at = left
  return lines.flatMap(({ name, style }) => {
    const from = at
    at += 34 + textWidth(name, 11)
    return [
      lineFrom(
        [from, y],
        [from + 18, y],
        style.color,
        `stroke-width="2"${style.dashed === true ? ' stroke-dasharray="5 3"' : ''}`,
      ),
      marker(from + 9, y, style),
      textAt(from + 23, y + 4, name, { fill: colors.ink }),
    ]
  })
}
