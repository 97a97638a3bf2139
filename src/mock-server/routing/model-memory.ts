/** Times as long as usual that the very first request takes of a server that is not warm, less one. */
const coldest = 5

/** State of a model of a server that holds several, in the words of llama-server's router. */
export type ModelState = 'unloaded' | 'loading' | 'loaded'

/** A model in the server's memory: loaded by the first request, and slow until it was used. */
export class ModelMemory {
  readonly #loadMs: number
  readonly #warming: number
  /** Moments in milliseconds of CLOCK_MONOTONIC; null where nobody has asked for it. */
  #loading: { readonly from: number; readonly until: number } | null
  /** Moment at which it is gone; null where nobody has sent it away. */
  #goneAt: number | null = null
  #used = 0
  /** Moment of its last use. */
  usedAt = 0

  /**
   * @param loadMs milliseconds to load it; 0 where that takes no time
   * @param warming number of first requests that are slower
   * @param atFirst whether it is loaded from the start
   */
  constructor(loadMs: number, warming: number, atFirst: boolean = loadMs === 0) {
    this.#loadMs = loadMs
    this.#warming = warming
    this.#loading = atFirst ? { from: 0, until: 0 } : null
  }

  state(at: number): ModelState {
    if (this.#loading === null || at < this.#loading.from || (this.#goneAt !== null && this.#goneAt <= at))
      return 'unloaded'
    return at < this.#loading.until ? 'loading' : 'loaded'
  }

  isLoaded(at: number): boolean {
    return this.state(at) === 'loaded'
  }

  /** Whether it takes a place: it is loaded, or will be, and nobody has sent it away. */
  get isHeld(): boolean {
    return this.#loading !== null && this.#goneAt === null
  }

  /**
   * Loads it, where it is not loaded; gives the milliseconds that are left of that.
   * @param from moment at which there is room for it
   */
  load(at: number, from: number = at): number {
    this.usedAt = at
    if (!this.isHeld) {
      const begins = Math.max(from, this.#goneAt ?? from)
      this.#loading = { from: begins, until: begins + this.#loadMs }
      this.#goneAt = null
      this.#used = 0
    }
    return Math.max(0, (this.#loading?.until ?? at) - at)
  }

  /** Forgets it, from the given moment on: the next request loads it. */
  unload(goneAt = 0): void {
    if (this.isHeld) this.#goneAt = goneAt
  }

  /** Factor of the next request's times: six for the first, less for each further one, 1 once it is warm. */
  slowness(): number {
    const left = Math.max(0, this.#warming - this.#used++)
    return this.#warming === 0 ? 1 : 1 + (coldest * left) / this.#warming
  }
}
