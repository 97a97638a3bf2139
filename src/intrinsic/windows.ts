import type { IntrinsicRecord } from '../record/intrinsic/intrinsic.ts'
import type { ReadText } from './read-text.ts'

/** Tokens that a model is given in one go, and those of them whose probability is taken. */
export interface TextWindow {
  readonly tokens: Uint32Array
  /** First place whose next token is scored; from it on all are. */
  readonly first: number
  /** UTF-8 bytes of the scored tokens. */
  readonly bytes: number
}

/** Number of scored tokens of a window. */
export function scoredIn({ tokens, first }: TextWindow): number {
  return tokens.length - 1 - first
}

/**
 * The windows of a text.
 * @param most windows at the most
 */
export function windowsOf(
  text: ReadText,
  protocol: IntrinsicRecord['protocol'],
  contextSize: number,
  most: number = Number.POSITIVE_INFINITY,
): TextWindow[] {
  const windows = protocol === 'full' ? fullWindows(text, contextSize) : halfWindows(text, contextSize)
  const taken: TextWindow[] = []
  for (const window of windows) {
    if (taken.length >= most) break
    taken.push(window)
  }
  return taken
}

/** Each token once; a window behind the first one begins with the second half of the one before. */
function* fullWindows({ tokens, bytes, bos }: ReadText, contextSize: number): Generator<TextWindow> {
  const begin = bos === null ? [] : [bos]
  const room = contextSize - begin.length
  // Nothing stands before the first token of a text that none begins.
  let scored = bos === null ? 1 : 0
  for (let from = 0; scored < tokens.length; from = Math.max(0, scored - Math.floor(contextSize / 2))) {
    const to = Math.min(tokens.length, from + room)
    yield {
      tokens: Uint32Array.from([...begin, ...tokens.subarray(from, to)]),
      first: begin.length + scored - from - 1,
      bytes: sum(bytes.subarray(scored, to)),
    }
    scored = to
  }
}

/**
 * Windows one after the other without a rest, the first of which begins with the token that begins texts; in the others
 * their first token gives way to it.
 */
function* halfWindows({ tokens, bytes, bos }: ReadText, contextSize: number): Generator<TextWindow> {
  const first = Math.floor(contextSize / 2)
  const before = bos === null ? 0 : 1
  for (let from = -before; from + contextSize <= tokens.length; from += contextSize) {
    const end = from + contextSize
    const own = bos === null ? tokens.slice(from, end) : Uint32Array.from([bos, ...tokens.subarray(from + 1, end)])
    yield { tokens: own, first, bytes: sum(bytes.subarray(from + first + 1, end)) }
  }
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
