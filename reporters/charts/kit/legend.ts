import { colors } from './colors.ts'
import { px, textAt } from './svg.ts'

/** Names beside a square of their colour, each `step` pixels behind the one before. */
export function legendOf(
  entries: readonly (readonly [name: string, color: string])[],
  left: number,
  y: number,
  step: number,
): string[] {
  return entries.flatMap(([name, color], index) => {
    const at = left + index * step
    return [
      `<rect x="${px(at)}" y="${px(y - 8)}" width="9" height="9" fill="${color}"/>`,
      textAt(at + 13, y, name, { size: 10, fill: colors.muted }),
    ]
  })
}
