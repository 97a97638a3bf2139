import { colors } from './kit/colors.ts'
import { svgFile, textAt } from './kit/svg.ts'

const width = 760
const margin = 20
const lineHeight = 22

/** A card of a joint claim: the line of its verdict, and below it one for each part. */
export function jointCard([told = '', ...parts]: readonly string[]): string {
  const within = { width: width - 2 * margin }
  return svgFile({
    width,
    height: 2 * margin + (parts.length + 1) * lineHeight,
    title: told,
    description: parts.map((part) => part.trim()).join('; '),
    body: [
      textAt(margin, margin + 14, told, { ...within, bold: true, size: 13 }),
      ...parts.map((part, place) =>
        textAt(margin, margin + 16 + (place + 1) * lineHeight, part.trim(), {
          ...within,
          size: 12,
          fill: part.trim().startsWith('✓') ? colors.muted : colors.ink,
        }),
      ),
    ],
  })
}
