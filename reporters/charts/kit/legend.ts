import { colors } from './colors.ts'
import { px, textAt, textWidth } from './svg.ts'

const size = 10
/** Room of a square, and between a name and the next square. */
const squareRoom = 13
const gap = 16

/** Names beside a square of their colour, in a row. */
export function legendOf(
  entries: readonly (readonly [name: string, color: string])[],
  left: number,
  y: number,
): string[] {
  let next = left
  return entries.flatMap(([name, color]) => {
    const at = next
    next += textWidth(name, size) + squareRoom + gap
    return [
      `<rect x="${px(at)}" y="${px(y - 8)}" width="9" height="9" fill="${color}"/>`,
      textAt(at + squareRoom, y, name, { size, fill: colors.muted }),
    ]
  })
}
