import { stripVTControlCharacters } from 'node:util'

const wideBelow10000 = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]/u
const wideAbove = /[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u
const wide = new RegExp(`${wideBelow10000.source}|${wideAbove.source}`, 'u')
const zeroWidth = /\p{M}/u
const whiteSpace = /[\s\u0085]+/gu
const invisible = /(?![\s\u0085])[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]/gu

/**
 * Untrusted text as one line of printable characters: terminal sequences, control, direction and
 * other invisible characters go, line breaks and runs of white space become one space.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text).replaceAll(invisible, '').replaceAll(whiteSpace, ' ').trim()
}

const invisibleInLines = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]/gu

/** Untrusted text as {@link plainText}, but with its lines and its indentation. */
export function plainLines(text: string): string {
  return stripVTControlCharacters(text.replaceAll(/\r\n?/gu, '\n')).replaceAll(invisibleInLines, '')
}

const invisibleInJson = /[\u007F-\u009F\u2028\u2029\p{Cf}\p{Noncharacter_Code_Point}]/u
const allInvisibleInJson = new RegExp(invisibleInJson.source, 'gu')

/**
 * JSON text with the characters that a terminal obeys, or that turn the direction of what follows, as escapes:
 * it is the same value. `JSON.stringify` escapes only some of them.
 */
export function plainJson(json: string): string {
  // Most is ASCII, of which only one character is left to look for: the pattern costs a request ten times as much.
  if (Buffer.byteLength(json) === json.length && !json.includes('\u007F')) return json
  return invisibleInJson.test(json) ? json.replaceAll(allInvisibleInJson, escapesOf) : json
}

function escapesOf(character: string): string {
  let text = ''
  for (let at = 0; at < character.length; at++) text += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`
  return text
}

/** Characters of a text that is cut afterwards: of a name of a million no reader sees more. */
const mostLooked = 20_000

/** The text, or of one far longer than any line its beginning and its end, before time is spent on the rest. */
export function bounded(text: string): string {
  return text.length <= mostLooked ? text : `${text.slice(0, mostLooked / 2)}…${text.slice(-mostLooked / 2)}`
}

/** Columns that a name may take in a sentence. */
const longestName = 120

/** A name that a model, a file or a user gave, as {@link plainText} and cut in its middle at 120 columns. */
export function plainName(name: string): string {
  return truncate(plainText(bounded(name)), longestName)
}

/** A sentence that may hold untrusted names, as {@link plainText} and whole: only its words are cut. */
export function plainSentence(sentence: string): string {
  return plainText(sentence)
    .split(' ')
    .map((word) => truncate(word, longestName))
    .join(' ')
}

/** Words of someone else, such as a server's, as {@link plainText} and cut at `width` columns. */
export function plainExcerpt(text: string, width: number): string {
  return truncate(plainText(bounded(text)), width, 1)
}

/** Columns of a text in a file that programs read. */
const longestFact = 1000

/** Text that somebody else gave for a file that programs read, as {@link plainText} and cut at 1,000 columns. */
export function plainFact(text: string): string {
  return truncate(plainText(bounded(text)), longestFact)
}

/**
 * Lines of output in which no name is taken for a command: CI services obey `::error::` at the beginning of a line, and
 * `##[group]` or `##vso[…]` anywhere.
 */
export function withoutCommands(lines: string): string {
  return lines.replaceAll(/^(\s*:)(?=:)/gmu, '$1 ').replaceAll(/#(?=#\w*\[)/gu, '# ')
}

function characterWidth(character: string): number {
  if (zeroWidth.test(character)) return 0
  return wide.test(character) ? 2 : 1
}

/** Columns a plain text takes in a terminal: East Asian characters and emoji take two. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** Share of the kept characters that comes from the beginning of a text that is cut. */
export const usualHeadShare = 0.6

/**
 * The text, or where it is wider than `width` columns its beginning and its end with an ellipsis
 * between: names of one kind differ at either. `headShare` of the room goes to the beginning.
 */
export function truncate(text: string, width: number, headShare: number = usualHeadShare): string {
  return cutBetween(text, width, headShare, { of: characterWidth, ellipsis: 1 })
}

/** Widths of characters, in any unit. */
export interface CharacterWidths {
  readonly of: (character: string) => number
  readonly ellipsis: number
}

/** {@link truncate} in the unit of the given widths. */
export function cutBetween(text: string, width: number, headShare: number, widths: CharacterWidths): string {
  const characters = Array.from(text)
  const total = characters.reduce((sum, character) => sum + widths.of(character), 0)
  if (total <= width) return text
  const room = Math.max(0, width - widths.ellipsis)
  const head = taken(characters, room * headShare, widths)
  // All for the beginning means all: a wide character that did not fit leaves no room for the end.
  const left = headShare < 1 ? room - head.reduce((sum, character) => sum + widths.of(character), 0) : 0
  const tail = taken(characters.slice(head.length).toReversed(), left, widths).toReversed()
  // A mark without its letter would sit on the ellipsis.
  while (tail[0] !== undefined && zeroWidth.test(tail[0])) tail.shift()
  return `${head.join('').trimEnd()}…${tail.join('').trimStart()}`
}

function taken(characters: readonly string[], width: number, widths: CharacterWidths): string[] {
  let used = 0
  const end = characters.findIndex((character) => (used += widths.of(character)) > width)
  return characters.slice(0, end === -1 ? characters.length : end)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as the content of an element or the value of an attribute, of XML as of HTML. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => entities[character] ?? character)
}

/** Places to cut a name at, the usual one first. */
const headShares = [usualHeadShare, 0.75, 0.4, 0.9, 0.2]

/**
 * Names that stand below each other, cut where most of them stay different: at the beginning, in the middle or at the
 * end, else within what all of them begin with.
 */
export function cutApart(
  names: readonly string[],
  cut: (name: string, headShare: number, index: number) => string,
): string[] {
  const wanted = new Set(names).size
  const plain = headShares.map((share) => names.map((name, index) => cut(name, share, index)))
  const shared = sharedBeginning(names)
  const all =
    shared === 0 ? plain : [...plain, names.map((name, index) => cut(`…${name.slice(shared)}`, usualHeadShare, index))]
  const different = all.map((labels) => new Set(labels).size)
  const enough = different.findIndex((count) => count === wanted)
  return all[enough < 0 ? different.indexOf(Math.max(...different)) : enough] ?? [...names]
}

/** Characters that all of several names begin with, up to the last of their spaces. */
function sharedBeginning(names: readonly string[]): number {
  const [first = '', ...others] = names
  let length = 0
  while (length < first.length && others.every((name) => name[length] === first[length])) length++
  return others.length === 0 ? 0 : first.slice(0, length).lastIndexOf(' ') + 1
}
