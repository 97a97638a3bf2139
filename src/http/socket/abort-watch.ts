/**
 * Tells entries under way that their abort signal was aborted, with one listener a signal: an event
 * target searches all of its listeners on every change.
 */
export class AbortWatch<T> {
  readonly #watched = new Map<AbortSignal, Set<T>>()
  readonly #aborted: (item: T) => void

  constructor(aborted: (item: T) => void) {
    this.#aborted = aborted
  }

  add(signal: AbortSignal, item: T): void {
    let watching = this.#watched.get(signal)
    if (watching === undefined) {
      watching = new Set()
      this.#watched.set(signal, watching)
      signal.addEventListener('abort', this.#tell)
    }
    watching.add(item)
  }

  delete(signal: AbortSignal, item: T): void {
    const watching = this.#watched.get(signal)
    watching?.delete(item)
    if (watching?.size !== 0) return
    this.#watched.delete(signal)
    signal.removeEventListener('abort', this.#tell)
  }

  readonly #tell = (event: Event): void => {
    for (const item of this.#watched.get(event.target as AbortSignal) ?? []) this.#aborted(item)
  }
}
