import { formatBytes } from '../../figures.ts'

/** Characters of JSON that are read at once: images have a few millions, and objects take ten times as much memory. */
const mostCharacters = 16 * 2 ** 20
/** Levels of nesting that are read. */
const deepest = 1000
/** Characters up to which nesting costs nothing worth a look. */
const smallText = 65_536

/**
 * The reason why a text is too much to be read as JSON, in words; null where it is not.
 * @param most characters that are read
 */
export function tooMuchJson(text: string, most: number = mostCharacters): string | null {
  if (text.length <= smallText) return null
  if (text.length > most) return `${formatBytes(text.length)} of JSON in one piece`
  return isDeeper(text, deepest) ? `JSON nested more than ${deepest} levels deep` : null
}

function isDeeper(text: string, levels: number): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) {
      at = endOfString(text, at)
    } else if (code === 123 || code === 91) {
      depth++
      if (depth > levels) return true
    } else if (code === 125 || code === 93) depth--
  }
  return false
}

/** Place of the quote that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text.charCodeAt(at - 1 - backslashes) === 92) backslashes++
  return backslashes % 2 === 1
}
