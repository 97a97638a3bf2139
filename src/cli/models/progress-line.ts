import { now } from '../../clock.ts'
import { plainText } from '../../plain-text.ts'

/** Milliseconds between two lines where they stay, as in the log of a job. */
const betweenMs = 10_000

/** Prints how far long work is: over the line before on a terminal, else a line now and then. */
export class ProgressLine {
  #toldMs = now()
  #isOpen = false

  tell(text: string): void {
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\u001B[K${plainText(text).slice(0, (process.stderr.columns || 80) - 1)}`)
      this.#isOpen = true
    } else if (now() - this.#toldMs >= betweenMs) {
      this.#toldMs = now()
      process.stderr.write(`${plainText(text)}\n`)
    }
  }

  end(): void {
    if (this.#isOpen) process.stderr.write('\r\u001B[K')
    this.#isOpen = false
  }
}
