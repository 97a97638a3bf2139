/** Part of an answer that a piece of text belongs to. */
export type Channel = 'text' | 'reasoning'

/**
 * Consecutive events of one answer mostly differ in one string only. A template is everything
 * around that string: an event that begins and ends alike, with no quote or backslash between, has
 * the same meaning with another text, and needs no JSON parser.
 */
export class EventTemplate {
  readonly channel: Channel
  readonly #before: string
  /** Text behind the string, from the quote that closes it on. */
  readonly #after: string

  private constructor(channel: Channel, before: string, after: string) {
    this.channel = channel
    this.#before = before
    this.#after = after
  }

  /**
   * The template of an event whose only news is `value` in the string field `field`; null where
   * the field cannot be told apart by its name alone.
   */
  static of(data: string, field: string, value: string, channel: Channel): EventTemplate | null {
    const name = `"${field}":`
    const found = data.indexOf(name)
    if (found < 0 || data.includes(name, found + 1)) return null
    let quote = found + name.length
    while (data.charCodeAt(quote) === 32) quote++
    const start = quote + 1
    // Also refuses values with escapes or letters beyond ASCII.
    if (data.charCodeAt(quote) !== 34 || !data.startsWith(`${value}"`, start)) return null
    return new EventTemplate(channel, data.slice(0, start), data.slice(start + value.length))
  }

  /** Offset of the string, if the event from `start` to `end` fits and its string is not empty; else -1. */
  match(text: string, start: number, end: number): number {
    const from = start + this.#before.length
    const to = end - this.#after.length
    if (from >= to) return -1
    if (!text.startsWith(this.#before, start) || !text.startsWith(this.#after, to)) return -1
    return text.indexOf('"', from) === to && !text.slice(from, to).includes('\\') ? from : -1
  }

  /** Number of letters behind the string. */
  get tail(): number {
    return this.#after.length
  }
}
