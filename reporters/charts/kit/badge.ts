import { colors } from './colors.ts'
import { px, textAt, textWidth } from './svg.ts'

const gap = 8

/** Labels in boxes beside each other, the first one's right edge at `right`; and the left edge of what they take. */
export function badges(
  right: number,
  top: number,
  labels: readonly string[],
): { readonly left: number; readonly svg: string[] } {
  let left = right
  const svg = labels.map((label) => {
    const drawn = badge(left, top, label)
    left -= drawn.width + gap
    return drawn.svg
  })
  return { left, svg }
}

function badge(right: number, top: number, label: string): { readonly width: number; readonly svg: string } {
  const width = textWidth(label, 11, true) + 16
  const left = px(right - width)
  const box = `<rect x="${left}" y="${px(top)}" width="${px(width)}" height="20" rx="10" fill="${colors.badge}"/>`
  const text = textAt(right - width / 2, top + 14, label, {
    anchor: 'middle',
    bold: true,
    fill: colors.badgeInk,
  })
  return { width, svg: box + text }
}
