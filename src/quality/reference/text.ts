/** White space as Python's `str.split` has it: U+FEFF is none, and the separators of ASCII are. */
// oxlint-disable-next-line no-control-regex -- Python has them among white space
const space = /[\t-\r\u001C- \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/gu
const spaceAtEnd = new RegExp(`${space.source}$`, 'u')

/** Words between white space. */
export function split(text: string): string[] {
  return text.split(space).filter((word) => word !== '')
}

/** The text without white space at its end. */
export function withoutEnd(text: string): string {
  return spaceAtEnd.test(text.slice(-1)) ? trimmedEnd(text) : text
}

/** By hand: the pattern looks at each run of white space in a long text from each of its places. */
function trimmedEnd(text: string): string {
  let end = text.length
  while (end > 0 && spaceAtEnd.test(text.charAt(end - 1))) end--
  return text.slice(0, end)
}
