import type { Token } from 'node-llama-cpp'

/** Tokens looked at beyond the length of the longest stop text: a character may be of several. */
const furtherTokens = 8

/** Watches for the texts that end an answer, in the text of its last tokens. */
export class StopWatch {
  readonly #stops: readonly string[]
  readonly #window: number
  readonly #textOf: (tokens: readonly Token[]) => string
  readonly #last: Token[] = []

  constructor(stops: readonly string[], textOf: (tokens: readonly Token[]) => string) {
    this.#stops = stops
    this.#textOf = textOf
    this.#window = Math.max(...stops.map(({ length }) => length)) + furtherTokens
  }

  /** Takes the next token; true where the answer ends with it. */
  ends(token: Token): boolean {
    this.#last.push(token)
    if (this.#last.length > this.#window) this.#last.shift()
    const text = this.#textOf(this.#last)
    return this.#stops.some((stop) => text.includes(stop))
  }
}

/** Place of the first stop text in an answer; its length where none is in it. */
export function stopPlace(text: string, stops: readonly string[]): number {
  const places = stops.map((stop) => text.indexOf(stop)).filter((place) => place >= 0)
  return Math.min(text.length, ...places)
}
