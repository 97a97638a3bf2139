import { plainText } from '../../../src/plain-text.ts'
import { fitText, textAt, type TextStyle, textWidth } from './svg.ts'

const lineHeight = 1.35

/** The text in lines of at most `width` pixels, broken between words; what is more than `most` lines is cut. */
function brokenLines(content: string, width: number, most: number, { size = 11, bold = false }: TextStyle): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of plainText(content).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && lines.length < most - 1 && textWidth(longer, size, bold) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line].map((each) => fitText(each, width, size, bold))
}

/** A text over several lines from `y` on, and the height that they take, in pixels. */
export function textLines(
  x: number,
  y: number,
  content: string,
  style: TextStyle & { readonly width: number; readonly most?: number },
): { readonly svg: string[]; readonly height: number } {
  const { width, most = 3, ...look } = style
  const step = (look.size ?? 11) * lineHeight
  const lines = brokenLines(content, width, most, look)
  return { svg: lines.map((line, index) => textAt(x, y + index * step, line, look)), height: lines.length * step }
}
