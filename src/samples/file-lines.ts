import { closeSync, openSync, readSync } from 'node:fs'
import { assertRegular } from '../regular-file.ts'

/** Bytes that are read at a time. */
const readBytes = 1 << 20
/** Bytes of the longest line that is kept: V8 has no string of twice as many. */
const longestLine = 1 << 28
const lineFeed = 0x0a

/** A line of a file: its bytes, which are only valid until the next one; null where it is too long to be one. */
export type FileLine = Buffer | null

/**
 * Calls `visit` with each line of a file of any size, without its line feed, until it returns false. An empty
 * line is passed over. A last line without a line feed is one, which `isCut` says.
 * Throws Node's own error where the file cannot be read, as a pipe cannot, whose reading might never end.
 */
export function eachLine(path: string, visit: (line: FileLine, isCut: boolean) => boolean | void): void {
  assertRegular(path)
  const file = openSync(path, 'r')
  const buffer = Buffer.allocUnsafe(readBytes)
  const line = new PartialLine()
  try {
    for (;;) {
      const read = readSync(file, buffer)
      if (read === 0) break
      let from = 0
      for (let to = buffer.indexOf(lineFeed); to !== -1 && to < read; to = buffer.indexOf(lineFeed, from)) {
        const whole = line.end(buffer.subarray(from, to))
        from = to + 1
        if (whole?.length !== 0 && visit(whole, false) === false) return
      }
      line.add(buffer.subarray(from, read))
    }
    const rest = line.end(Buffer.alloc(0))
    if (rest?.length !== 0) visit(rest, true)
  } finally {
    closeSync(file)
  }
}

/** The beginning of a line that is read in several pieces. */
class PartialLine {
  #pieces: Buffer[] = []
  #bytes = 0

  add(piece: Buffer): void {
    this.#bytes += piece.length
    if (this.#bytes > longestLine) this.#pieces = []
    else if (piece.length > 0) this.#pieces.push(Buffer.from(piece))
  }

  /** The whole line, and begins the next one. */
  end(piece: Buffer): FileLine {
    const bytes = this.#bytes + piece.length
    const line = this.#pieces.length === 0 ? piece : Buffer.concat([...this.#pieces, piece])
    this.#pieces = []
    this.#bytes = 0
    return bytes > longestLine ? null : line
  }
}
