import type { DeltaKind, Events } from './events.ts'
import type { Framing } from '../wire/framing.ts'

/** Most parts kept for each kind of delta; texts of one's own making need not repeat. */
const mostKept = 4096

/** The bytes of token events, made once for each text and written many times. */
export class TokenParts {
  readonly #events: Events
  readonly #framing: Framing
  readonly #kept: Readonly<Record<DeltaKind, Map<string, Buffer>>> = {
    content: new Map(),
    reasoning: new Map(),
    'tool-start': new Map(),
    'tool-arguments': new Map(),
  }

  constructor(events: Events, framing: Framing) {
    this.#events = events
    this.#framing = framing
  }

  part(kind: DeltaKind, text: string): Buffer {
    const kept = this.#kept[kind]
    const known = kept.get(text)
    if (known !== undefined) return known
    const made = this.#framing.part(this.#events.comment() + this.#events.token(kind, text))
    if (kept.size < mostKept) kept.set(text, made)
    return made
  }
}
