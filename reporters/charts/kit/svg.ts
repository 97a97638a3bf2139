import {
  bounded,
  cutBetween,
  escapeMarkup,
  plainExcerpt,
  plainSentence,
  plainText,
  usualHeadShare,
} from '../../../src/plain-text.ts'
import { colors, darkRules } from './colors.ts'

/** Untrusted text as one line of XML text or attribute value. */
function escapeXml(text: string): string {
  return escapeMarkup(plainText(text))
}

/** A coordinate with at most one decimal, which keeps files small. */
export function px(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 10) / 10) : '0'
}

/** Look of a text element, and the width it may have. */
export interface TextStyle {
  readonly size?: number
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly bold?: boolean
  readonly fill?: string
  /** Longest width in pixels; a longer text loses its middle. */
  readonly width?: number
  /** Whether the text has a rim of the card's colour, for text over lines. */
  readonly halo?: boolean
}

const narrow = /[\s.,:;|!'"()[\]{}ijlft/·-]/u
const broad = /[A-Zmw%@—…&]/u
const full = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\u{1F000}-\u{3FFFD}]/u

function characterEms(character: string): number {
  if (full.test(character)) return 1.05
  if (narrow.test(character)) return 0.4
  return broad.test(character) ? 0.82 : 0.62
}

/** Width of a text in pixels: an estimate on the wide side, fonts differ. */
export function textWidth(text: string, size: number, bold = false): number {
  let ems = 0
  for (const character of text) ems += characterEms(character)
  return ems * size * (bold ? 1.12 : 1)
}

/** The text on one line, cut where it is wider than `width` pixels: `headShare` of the room is for its beginning. */
export function fitText(
  content: string,
  width: number,
  size: number,
  bold = false,
  headShare: number = usualHeadShare,
): string {
  const scale = bold ? size * 1.12 : size
  return cutBetween(plainText(bounded(content)), width, headShare, {
    of: (character) => characterEms(character) * scale,
    ellipsis: characterEms('…') * scale,
  })
}

/** A text element; the content is escaped here. */
export function textAt(x: number, y: number, content: string, style: TextStyle = {}): string {
  const size = style.size ?? 11
  const shown = style.width === undefined ? content : fitText(content, style.width, size, style.bold)
  const attributes = [
    `x="${px(x)}" y="${px(y)}" font-size="${size}" fill="${style.fill ?? colors.ink}"`,
    style.anchor === undefined || style.anchor === 'start' ? '' : ` text-anchor="${style.anchor}"`,
    style.bold === true ? ' font-weight="600"' : '',
    style.halo === true ? ` stroke="${colors.card}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"` : '',
  ].join('')
  return `<text ${attributes}>${escapeXml(shown)}</text>`
}

/** A straight line. */
export function lineFrom(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  color: string,
  extra = '',
): string {
  const more = extra === '' ? '' : ` ${extra}`
  return `<path d="M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}" stroke="${color}" fill="none"${more}/>`
}

/** A whole drawing: its size, its words for a screen reader, and its elements. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly title: string
  readonly description: string
  readonly body: readonly string[]
}

/** Beginning of every file: stale charts of ours are recognised by it. */
export const svgOpening = '<svg xmlns="http://www.w3.org/2000/svg" data-generator="vitest-llm-bench"'

/** Columns of a title. */
const longestTitle = 300

const fonts = `system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif`

/** An SVG file: a card that is light or dark as its reader prefers. */
export function svgFile({ width, height, title, description, body }: Drawing): string {
  const card =
    `<rect x=".5" y=".5" width="${px(width - 1)}" height="${px(height - 1)}" rx="8" ` +
    `fill="${colors.card}" stroke="${colors.border}"/>`
  const drawn = [card, ...body].filter((element) => element !== '').join('\n')
  return [
    `${svgOpening} viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" ` +
      `role="img" font-family="${fonts}">`,
    `<title>${escapeXml(plainExcerpt(title, longestTitle))}</title>`,
    `<desc>${escapeXml(plainSentence(bounded(description)))}</desc>`,
    darkRules(drawn),
    drawn,
    '</svg>\n',
  ].join('\n')
}
