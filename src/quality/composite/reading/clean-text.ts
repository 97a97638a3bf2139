import { stripVTControlCharacters } from 'node:util'

/** Most characters of an answer that are looked at: the work stays bounded, whatever a model writes. */
export const mostCharacters = 20_000

/** An answer's text without what a terminal would obey, and whether it was longer than is looked at. */
export interface CleanText {
  readonly text: string
  readonly cut: boolean
}

/** The text that components see: the beginning, well-formed, without control characters and tags of HTML. */
export function cleanText(given: string): CleanText {
  const cut = given.length > mostCharacters
  const text = stripVTControlCharacters((cut ? given.slice(0, mostCharacters) : given).toWellFormed())
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/(?![\n\t])\p{Cc}|\p{Cf}/gu, '')
  return { text, cut }
}
