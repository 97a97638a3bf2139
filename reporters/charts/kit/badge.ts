import { colors } from './colors.ts'
import { px, textAt, textWidth } from './svg.ts'

/** A label in a box whose right edge is at `right`, and the width it takes. */
export function badge(right: number, top: number, label: string): { readonly width: number; readonly svg: string } {
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
