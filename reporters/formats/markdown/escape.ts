import { plainText } from '../../../src/plain-text.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;' }

/**
 * Untrusted text as one line of markdown that shows exactly that text: HTML, links, emphasis, code,
 * mathematics, table syntax and marks that open a block are escaped. A mark that means nothing where it
 * stands is left readable: an underscore inside a word, brackets around an interval, a price's dollar
 * sign.
 */
export function escapeCell(text: string): string {
  return (
    plainText(text)
      .replaceAll(/[\\`*|~]|\](?=[([])|\[(?=\^)|\$(?!\d)/gu, String.raw`\$&`)
      // A definition of a link stands at the beginning only.
      .replace(/^(\[[^\]]*)(\]:)/u, String.raw`$1\$2`)
      .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\_`)
      // A line that begins so is a command to the log of GitHub Actions.
      .replace(/^:(?=:)/u, String.raw`\:`)
      .replaceAll(/[&<]/gu, (character) => entities[character] ?? character)
      .replace(/^(?:[#>=]|\+(?!\d)|-(?![$\d])|\d+(?=[.)](?:\s|$)))/u, (start) =>
        /^\d/u.test(start) ? `&#${start.codePointAt(0)};${start.slice(1)}` : `\\${start}`,
      )
  )
}

/** Untrusted text as the words of an image or link: brackets, which would end them, go. */
export function escapeLabel(text: string): string {
  return escapeCell(text.replaceAll(/[[\]]/gu, ''))
}
