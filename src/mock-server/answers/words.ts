/** The default answer, over and over. */
const asciiText =
  'The quick answer is that a stream of tokens has two clocks: one at the server, where each token is written ' +
  'when it is due, and one at the client, where it is read. Whatever lies between them is the network, ' +
  'the kernel and the reader, and that is what a careful measurement wants to keep small and to know.'

/** A default answer with characters of two, three and four bytes in UTF-8. */
const multiByteText =
  'Über den Flüssen zählt die kühle Brücke 🚀 jeden Tropfen — „größer“ als 日本語 und naïve Café-Gäste 👩‍🔬 ' +
  'glauben, während Ωmega ≠ ∞ im Gespräch 🎉 bleibt.'

/** The tokens of a text: each is one word with the white space before it. */
export class Words {
  readonly #pieces: readonly string[]
  /** The first piece where the text begins again: it needs a space before it. */
  readonly #again: string

  constructor(text: string) {
    this.#pieces = text.match(/\s*\S+/gu) ?? ['(empty)']
    const [first = ''] = this.#pieces
    this.#again = /^\s/u.test(first) ? first : ` ${first}`
  }

  get length(): number {
    return this.#pieces.length
  }

  /** Text of token number `index`; the text begins again after its end. */
  token(index: number): string {
    if (index >= this.#pieces.length && index % this.#pieces.length === 0) return this.#again
    return this.#pieces[index % this.#pieces.length] as string
  }

  /** Text of the tokens from `first` up to, not with, `end`. */
  slice(first: number, end: number): string {
    if (end - first === 1) return this.token(first)
    let text = ''
    for (let index = first; index < end; index++) text += this.token(index)
    return text
  }
}

/** Tokens of the default text. */
export function defaultWords(multiByte: boolean): Words {
  return new Words(multiByte ? multiByteText : asciiText)
}

/** The words of a text, which this server counts as tokens. */
export function wordsOf(text: string): string[] {
  return text.match(/\S+/gu) ?? []
}
