import { bounded, escapeMarkup, plainText, truncate } from '../../../src/plain-text.ts'
import { blocks } from './section.ts'

/** Columns that the line of a folded part takes at most. */
const lineWidth = 160

/** A part that a reader opens; empty where there is nothing in it. The line is plain text, and escaped here. */
export function folded(line: string, ...parts: readonly (string | null)[]): string {
  const body = blocks(...parts)
  if (body === '') return ''
  const title = escapeMarkup(truncate(plainText(bounded(line)), lineWidth))
  return `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`
}
