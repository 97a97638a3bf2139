import { plainText, truncate } from '../../src/plain-text.ts'
import type { ProgressNews } from '../../src/broker/calls.ts'
import { liveLine } from './live-line.ts'

/** Milliseconds between two lines where they stay, and between two pictures of the one that does not. */
const plainEveryMs = 10_000
const liveEveryMs = 500
/** Columns that a line which stays may take. */
const noticeWidth = 300
/** Columns of a terminal that does not tell. */
const usualColumns = 80

/** The stream that progress is written to. */
export interface ProgressTerminal {
  /** Columns of a terminal; left out where it does not tell. */
  readonly columns?: number
  write(text: string): unknown
}

/**
 * Shows the progress of long work: where it is live one line that is drawn again twice a second, as wide as the
 * terminal, else a full line every ten seconds.
 */
export class Progress {
  readonly #terminal: ProgressTerminal
  readonly #isLive: boolean
  readonly #now: () => number
  readonly #topics = new Map<string, ProgressNews>()
  #lastPlain: number
  #lastLive = -Infinity
  #timer: NodeJS.Timeout | null = null
  #shown = false

  constructor(terminal: ProgressTerminal, isLive: boolean, now: () => number = () => performance.now()) {
    this.#terminal = terminal
    this.#isLive = isLive
    this.#now = now
    this.#lastPlain = now()
  }

  update(news: ProgressNews): void {
    if (news.keep === true) {
      this.clear()
      this.#terminal.write(`llm-bench: ${truncate(plainText(news.text), noticeWidth)}\n`)
      if (this.#isLive) this.#draw()
      return
    }
    if (news.done) this.#topics.delete(news.topic)
    else this.#topics.set(news.topic, news)
    if (!this.#isLive) this.#log()
    else if (this.#topics.size === 0) this.clear()
    else if (this.#now() - this.#lastLive >= liveEveryMs) this.#draw()
  }

  /** Removes the live line, until there is more news. */
  clear(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
    this.#lastLive = -Infinity
    if (this.#shown) this.#terminal.write('\r\u001B[2K')
    this.#shown = false
  }

  /** Draws the line where the one before was. Others who draw at the foot of the screen remove it: so it is redrawn. */
  #draw(): void {
    if (this.#topics.size === 0) return
    this.#timer ??= setInterval(() => this.#draw(), liveEveryMs).unref()
    this.#lastLive = this.#now()
    // The last column is left: a line that fills it would go on in the next row, and stay there.
    const line = liveLine([...this.#topics.values()], (this.#terminal.columns ?? usualColumns) - 1)
    this.#terminal.write(`\r\u001B[2K${line}`)
    this.#shown = true
  }

  #log(): void {
    const at = this.#now()
    if (this.#topics.size === 0 || at - this.#lastPlain < plainEveryMs) return
    this.#lastPlain = at
    this.#terminal.write(`llm-bench: ${liveLine([...this.#topics.values()], noticeWidth).trimStart()}\n`)
  }
}
