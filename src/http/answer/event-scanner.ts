/** Lines of a body that are walked: events have three, mostly, and seldom ten. */
const mostLines = 4_000_000

/**
 * Walks the events of a server-sent event stream (WHATWG HTML, 9.2): LF, CRLF and CR line ends,
 * comments, several data lines, a byte order mark. Works on the body as latin1 text, one letter a
 * byte, so that places in it are byte offsets.
 *
 * Three liberties: an event at the end of the body needs no blank line behind it, a field named `error` is
 * data that reports an error (older releases of llama-server write it), and an event that calls itself an
 * error is one without data, too.
 */
export class EventScanner {
  readonly #text: string
  #at: number
  readonly #hasReturns: boolean
  #nextReturn = -1
  #nextFeed = -1
  #lines = 0
  /** Offset of the event's data, unless `joined` holds it. */
  dataStart = 0
  dataEnd = 0
  /** Several data lines joined by line feeds, else null. */
  joined: string | null = null
  /** Byte offset behind the line end of the event's last data line. */
  completeAt = 0
  /** Whether that line end has come. */
  terminated = false
  /** Whether the event calls itself an error. */
  isError = false
  /** Whether there are more lines than are walked. */
  overrun = false
  /** The first line that is no field, such as the words of a proxy; null where there is none. */
  stray: string | null = null

  constructor(text: string, start = 0) {
    this.#text = text
    this.#at = start === 0 && text.startsWith('\u00EF\u00BB\u00BF') ? 3 : start
    this.#hasReturns = text.includes('\r')
  }

  /** Moves to the next event with data; false at the end. */
  next(): boolean {
    const text = this.#text
    let lines = 0
    this.joined = null
    this.isError = false
    while (this.#at < text.length) {
      if (++this.#lines > mostLines) {
        this.overrun = true
        return false
      }
      const start = this.#at
      const end = this.#lineEnd(start)
      if (end === start) {
        if (this.#hasData(lines)) return true
        if (this.isError) return this.#withoutData()
        lines = 0
      } else if (text.startsWith('data', start)) {
        if (this.#takeData(start + 4, end, lines)) lines++
      } else if (text.startsWith('error:', start)) {
        this.isError = true
        if (this.#takeData(start + 5, end, lines)) lines++
      } else if (text.startsWith('event:', start)) {
        if (text.slice(start + 6, end).trim() === 'error') this.isError = true
      } else if (this.stray === null && !isField(text, start)) this.stray = text.slice(start, start + longestStray)
    }
    return this.#hasData(lines) || (this.isError && this.#withoutData())
  }

  #hasData(lines: number): boolean {
    return lines > 0 && (this.dataEnd > this.dataStart || this.joined !== null)
  }

  /** The event has no data, and is one all the same. */
  #withoutData(): boolean {
    this.dataStart = this.#at
    this.dataEnd = this.#at
    this.completeAt = this.#at
    this.terminated = true
    return true
  }

  #takeData(colon: number, end: number, lines: number): boolean {
    const text = this.#text
    // Another field whose name only begins the same.
    if (colon < end && text.charCodeAt(colon) !== 58) return false
    let start = Math.min(colon + 1, end)
    if (start < end && text.charCodeAt(start) === 32) start++
    if (lines > 0) this.joined = `${this.joined ?? text.slice(this.dataStart, this.dataEnd)}\n${text.slice(start, end)}`
    this.dataStart = start
    this.dataEnd = end
    this.completeAt = this.#at
    this.terminated = this.#at > end
    return true
  }

  /** The end of the line that begins at `start`; moves behind its line end. */
  #lineEnd(start: number): number {
    const text = this.#text
    if (!this.#hasReturns) {
      const feed = text.indexOf('\n', start)
      this.#at = feed < 0 ? text.length : feed + 1
      return feed < 0 ? text.length : feed
    }
    // Kept between lines: looking again for a letter that never comes would cost the whole rest.
    if (this.#nextReturn < start) this.#nextReturn = orEnd(text.indexOf('\r', start), text)
    if (this.#nextFeed < start) this.#nextFeed = orEnd(text.indexOf('\n', start), text)
    const end = Math.min(this.#nextReturn, this.#nextFeed)
    const pair = this.#nextReturn === end && this.#nextFeed === end + 1
    this.#at = Math.min(text.length, end + (pair ? 2 : 1))
    return end
  }
}

/** Characters of a line that is no field that are kept, with what follows it: a page has its title further on. */
const longestStray = 2000

/** Whether a line begins as a comment or as a field without data does. */
function isField(text: string, start: number): boolean {
  return text.startsWith(':', start) || /^(?:id|retry|event|data)(?::|[\r\n]|$)/.test(text.slice(start, start + 6))
}

function orEnd(index: number, text: string): number {
  return index < 0 ? text.length : index
}
