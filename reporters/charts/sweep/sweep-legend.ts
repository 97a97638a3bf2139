import { colors } from '../kit/colors.ts'
import { type LineStyle, marker } from './sweep-line.ts'
import { lineFrom, textAt, textWidth } from '../kit/svg.ts'

/** Legend of a panel: its lines by name, in one row. */
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
