/** Rules of a GBNF grammar, gathered by their names. */
export class GrammarText {
  readonly #rules = new Map<string, string>()
  #numbers = 0

  /** Adds a rule, once, and gives its name. */
  rule(name: string, body: string): string {
    if (!this.#rules.has(name)) this.#rules.set(name, body)
    return name
  }

  /** A name that no rule has yet. */
  fresh(): string {
    this.#numbers++
    return `part-${this.#numbers}`
  }

  /** The text of the grammar, whose answers are of the rule `root`. */
  toString(root: string): string {
    const rules = [...this.#rules].map(([name, body]) => `${name} ::= ${body}`)
    return [`root ::= ${root}`, ...rules].join('\n')
  }
}

/** A text as a grammar has it: exactly these characters. */
export function literal(text: string): string {
  return JSON.stringify(text)
}

/** So many of a part, one after the other. */
export function repeated(part: string, least: number, most: number | null): string {
  return `(${part}){${least},${most ?? ''}}`
}
