/** A name with everything that could break out of a table, a document, an SVG or a terminal. */
export const hostileName: string =
  '| a \\| b\nc <script>alert(1)</script> `code` ]]> & "q" \u001B[31mred\u001B[0m \u0007\u202E *x* [l](javascript:1) \uD800'

/** Characters and sequences that would act on a terminal or a reader, with what they are. */
export const hostileCharacters: readonly (readonly [what: string, text: string])[] = [
  ['a colour', '\u001B[31m'],
  ['an 8-bit control sequence', '\u009B2J'],
  ['a change of the title', '\u001B]0;PWNED\u0007'],
  ['a write to the clipboard', '\u001B]52;c;aGk=\u0007'],
  ['a link', '\u001B]8;;http://x\u001B\\'],
  ['a bell', '\u0007'],
  ['a backspace', '\u0008'],
  ['a carriage return', '\r'],
  ['a line break', '\n'],
  ['a next line', '\u0085'],
  ['a line separator', '\u2028'],
  ['a paragraph separator', '\u2029'],
  ['a right-to-left override', '\u202E'],
  ['a right-to-left isolate', '\u2067'],
  ['a zero-width space', '\u200B'],
  ['a byte order mark', '\uFEFF'],
  ['a tag character', '\u{E0041}'],
  ['half a surrogate pair', '\uD800'],
  ['a noncharacter', '\uFFFE'],
]
