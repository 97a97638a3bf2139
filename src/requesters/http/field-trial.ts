import type { Exchange } from '../../http/socket/client.ts'
import { refusedFields } from '../../http/refusal/refused-fields.ts'
import { type FieldChange, mended } from './field-changes.ts'
import type { RequestFields } from './request-fields.ts'

/**
 * Learns which fields a server refuses, for as long as it has not taken a request: then nothing was measured
 * yet, and what was refused cost it nothing. A block in which that shows is stopped and made again.
 */
export class FieldTrial {
  readonly #asked: readonly string[]
  /** Names that the limit of an answer was refused under. */
  readonly #tried = new Set<string>()
  readonly #changes = new Map<string, FieldChange>()
  #stop: (() => void) | null = null
  #accepted = false

  /** @param asked names of fields that the bench decided on */
  constructor(asked: readonly string[]) {
    this.#asked = asked
  }

  /** Changes that the last block showed to be needed; empty for none. */
  get changes(): readonly FieldChange[] {
    return [...this.#changes.values()]
  }

  /** Whether refusals still say something: asked before a body is looked into. */
  get isOpen(): boolean {
    return this.#stop !== null
  }

  /** Begins a block. `stop` ends it where it is to be made again. */
  begin(stop: () => void): void {
    this.#changes.clear()
    this.#stop = this.#accepted ? null : stop
  }

  /**
   * Looks at the end of a request of a block whose requests are still on trial. True where the request was
   * refused and is going to be made again; else it counts, and so does every later one.
   */
  isToRepeat({ status, body, failure }: Exchange, fields: RequestFields, sent: () => readonly string[]): boolean {
    const refused = failure === null ? [] : refusedFields(status, body, sent())
    for (const { name } of refused) this.#tried.add(name)
    const changes = mended(refused, fields, this.#asked, this.#tried)
    if (changes.length === 0) {
      this.#accepted ||= failure === null
      // A block that told of a request is not made again, or that one would count twice.
      if (this.#changes.size === 0) this.#stop = null
      return false
    }
    for (const change of changes) this.#changes.set(change.name, change)
    this.#stop?.()
    return true
  }
}
