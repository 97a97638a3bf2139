import { textBlocks } from './text-blocks.ts'

const codeOf = {
  quote: 0x22,
  backslash: 0x5c,
  open: [0x5b, 0x7b],
  close: [0x5d, 0x7d],
  space: [0x20, 0x09, 0x0a, 0x0d, 0xfeff],
}

/**
 * The texts of the objects in a file that holds one JSON array of them, one after the other: the
 * usual conversation sets do not fit into one string.
 *
 * @throws SyntaxError when the file does not begin with an array or ends within it; the system's
 * error when it cannot be read
 */
export function* jsonItems(file: string): Generator<string, void, void> {
  let depth = 0
  let inString = false
  let escaped = false
  let begun = ''
  for (const block of textBlocks(file)) {
    let start = 0
    for (let place = 0; place < block.length; place++) {
      const code = block.charCodeAt(place)
      if (inString) {
        if (escaped) escaped = false
        else if (code === codeOf.backslash) escaped = true
        else if (code === codeOf.quote) inString = false
      } else if (depth === 0) {
        if (code === codeOf.open[0]) depth = 1
        else if (!codeOf.space.includes(code)) throw new SyntaxError('the file does not begin with a JSON array')
      } else if (code === codeOf.quote) inString = true
      else if (codeOf.open.includes(code)) {
        if (depth === 1) start = place
        depth++
      } else if (codeOf.close.includes(code)) {
        depth--
        if (depth === 0) return
        if (depth === 1) {
          yield `${begun}${block.slice(start, place + 1)}`
          begun = ''
        }
      }
    }
    if (depth > 1) begun += block.slice(start)
  }
  throw new SyntaxError(depth === 0 ? 'the file is empty' : 'the file ends within its JSON array')
}
