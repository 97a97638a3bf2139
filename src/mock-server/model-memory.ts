/** Times as long as usual that the very first request takes of a server that is not warm, less one. */
const coldest = 5

/** The model in the server's memory: loaded by the first request, and slow until it was used. */
export class ModelMemory {
  readonly #loadMs: number
  readonly #warming: number
  /** Moment at which it is loaded, in milliseconds of CLOCK_MONOTONIC; null where nobody has asked for it. */
  #loadedAt: number | null
  #used = 0

  /**
   * @param loadMs milliseconds to load it; 0 where it is loaded from the start
   * @param warming number of first requests that are slower
   */
  constructor(loadMs: number, warming: number) {
    this.#loadMs = loadMs
    this.#warming = warming
    this.#loadedAt = loadMs === 0 ? 0 : null
  }

  isLoaded(at: number): boolean {
    return this.#loadedAt !== null && this.#loadedAt <= at
  }

  /** Loads it, where it is not loaded; gives the milliseconds that are left of that. */
  load(at: number): number {
    this.#loadedAt ??= at + this.#loadMs
    return Math.max(0, this.#loadedAt - at)
  }

  /** Forgets it: the next request loads it. */
  unload(): void {
    this.#loadedAt = null
  }

  /** Factor of the next request's times: six for the first, less for each further one, 1 once it is warm. */
  slowness(): number {
    const left = Math.max(0, this.#warming - this.#used++)
    return this.#warming === 0 ? 1 : 1 + (coldest * left) / this.#warming
  }
}
