import { setTimeout as sleep } from 'node:timers/promises'
import { now } from '../../clock.ts'
import type { RoutedModel, RoutedState } from './routed-model.ts'
import type { StateEvents } from './state-events.ts'

/** Share of the time waited that lies between two questions, and their bounds in milliseconds. */
const askShare = 0.01
const shortestMs = 5
const longestMs = 250

/** Stamps of what became of the models of a server, in milliseconds of CLOCK_MONOTONIC; null where it was not seen. */
export interface SeenStates {
  /** First moment at which the model was seen to be loading. */
  readonly loadingAt: number | null
  /** First moment at which it was loaded. */
  readonly loadedAt: number | null
  /** Moment at which the last of those was gone that were loaded before, and are no more. */
  readonly goneAt: number | null
  /** Models that were loaded before, and are no more. */
  readonly evicted: readonly string[]
  /** Whether the moments are those of the server's own events. */
  readonly byEvents: boolean
}

/**
 * Watches the states of a server's models while one of them is loaded, by its events where it has any, else by asking
 * for its list: often at first, later at steps of a hundredth of the time waited.
 */
export class StateWatch {
  readonly #list: () => Promise<readonly RoutedModel[]>
  readonly #events: StateEvents | null
  readonly #model: string
  readonly #before: ReadonlySet<string>
  readonly #hadFailed: boolean
  readonly #from: number
  #loadingAt: number | null = null
  #loadedAt: number | null = null
  readonly #gone = new Map<string, number>()
  #failed = false
  #ended = false

  /** @param before the models as they were when the load was asked for */
  constructor(
    model: string,
    before: readonly RoutedModel[],
    { list, events }: { readonly list: () => Promise<readonly RoutedModel[]>; readonly events: StateEvents | null },
  ) {
    this.#model = model
    this.#before = new Set(before.filter(({ state }) => state === 'loaded').map(({ name }) => name))
    this.#hadFailed = before.some(({ name, failed }) => name === model && failed)
    this.#list = list
    this.#events = events
    this.#from = now()
  }

  /** Whether the server says that the load failed. */
  get failed(): boolean {
    return this.#failed
  }

  /** Has {@link until} end with its next look. */
  end(): void {
    this.#ended = true
  }

  /** Watches until the model is loaded, has failed, the time is over, or {@link end} was called. */
  async until(deadline: number): Promise<void> {
    for (;;) {
      const elapsed = now() - this.#from
      const pause = this.#events === null ? Math.max(shortestMs, elapsed * askShare) : longestMs
      await Promise.race([sleep(Math.min(pause, longestMs)), this.#events?.next() ?? never])
      this.#readEvents()
      // What its events have told need not be asked for.
      if (this.#loadedAt === null) await this.#ask()
      if (this.#loadedAt !== null || this.#failed || this.#ended || now() >= deadline) return
    }
  }

  /** Looks once more at what is there now. */
  async settle(): Promise<SeenStates> {
    this.#readEvents()
    await this.#ask()
    return {
      loadingAt: this.#loadingAt,
      loadedAt: this.#loadedAt,
      goneAt: this.#gone.size === 0 ? null : Math.max(...this.#gone.values()),
      evicted: [...this.#gone.keys()],
      byEvents: this.#events !== null,
    }
  }

  #readEvents(): void {
    for (const { model, state, at } of this.#events?.seen ?? []) if (at >= this.#from) this.#note(model, state, at)
  }

  async #ask(): Promise<void> {
    const models = await this.#list()
    const at = now()
    for (const { name, state, failed } of models) {
      // It says so of an earlier load, too, until this one has begun.
      const isOfThis = !this.#hadFailed || this.#loadingAt !== null
      if (name === this.#model && failed && state === 'unloaded' && isOfThis) this.#failed = true
      this.#note(name, state, at)
    }
    for (const name of this.#before) if (!models.some((model) => model.name === name)) this.#note(name, 'unloaded', at)
  }

  #note(model: string, state: RoutedState | (string & {}), at: number): void {
    if (model === this.#model) {
      if (state === 'loading') this.#loadingAt ??= at
      if (state === 'loaded') this.#loadedAt ??= at
      if (state === 'unloaded' && this.#loadingAt !== null && this.#loadedAt === null) this.#failed = true
      return
    }
    if (state === 'unloaded' && this.#before.has(model) && !this.#gone.has(model)) this.#gone.set(model, at)
  }
}

const never = new Promise<void>(() => {})
