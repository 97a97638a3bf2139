const mark = Buffer.from('[DONE]')
const field = Buffer.from('data:')
const lineFeed = 10
const carriageReturn = 13
const space = 32
const lastOfMark = 93
/** Line ends and spaces that are looked through for the mark. */
const mostBlank = 8

/**
 * Whether the first `length` bytes of a body end with the event `[DONE]`. Called for every read of a
 * stream: other events end with a brace, and cost a few comparisons.
 */
export function endsWithMark(body: Buffer, length: number): boolean {
  let last = length - 1
  const least = Math.max(0, last - mostBlank)
  while (last >= least && isBlank(body[last])) last--
  if (last < mark.length - 1 || body[last] !== lastOfMark) return false
  const start = last + 1 - mark.length
  if (body.compare(mark, 0, mark.length, start, last + 1) !== 0) return false
  let colon = start - 1
  while (body[colon] === space) colon--
  const begin = colon + 1 - field.length
  if (begin < 0 || body.compare(field, 0, field.length, begin, colon + 1) !== 0) return false
  const before = body[begin - 1]
  return before === undefined || before === lineFeed || before === carriageReturn
}

function isBlank(byte: number | undefined): boolean {
  return byte === lineFeed || byte === carriageReturn || byte === space
}
