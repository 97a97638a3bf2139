import { plainText, truncate } from '../../src/plain-text.ts'
import type { ProgressNews } from '../../src/broker/calls.ts'

const plainEveryMs = 10_000
/** Columns that one topic may take of the live line, which has room for a few. */
const topicWidth = 100
/** Columns that a line which stays may take. */
const noticeWidth = 300

/** The stream that progress is written to. */
export interface ProgressTerminal {
  readonly isTTY: boolean
  write(text: string): unknown
}

/**
 * Shows the progress of long work: one live line in a terminal, a full line every ten seconds
 * elsewhere.
 */
export class Progress {
  readonly #terminal: ProgressTerminal
  readonly #now: () => number
  readonly #topics = new Map<string, string>()
  #lastPlain: number
  #shown = false

  constructor(terminal: ProgressTerminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal
    this.#now = now
    this.#lastPlain = now()
  }

  update({ topic, text, done, keep }: ProgressNews): void {
    if (keep === true) {
      this.clear()
      this.#terminal.write(`llm-bench: ${truncate(plainText(text), noticeWidth)}\n`)
      if (this.#terminal.isTTY) this.#redraw()
      return
    }
    if (done) this.#topics.delete(topic)
    else this.#topics.set(topic, truncate(plainText(text), topicWidth))
    if (this.#terminal.isTTY) this.#redraw()
    else this.#log()
  }

  /** Removes the live line. */
  clear(): void {
    if (this.#shown) this.#terminal.write('\r\u001B[2K')
    this.#shown = false
  }

  #redraw(): void {
    this.clear()
    const text = [...this.#topics.values()].join(' · ')
    if (text === '') return
    this.#terminal.write(`  ${text}`)
    this.#shown = true
  }

  #log(): void {
    const at = this.#now()
    if (this.#topics.size === 0 || at - this.#lastPlain < plainEveryMs) return
    this.#lastPlain = at
    this.#terminal.write(`llm-bench: ${[...this.#topics.values()].join(' · ')}\n`)
  }
}
