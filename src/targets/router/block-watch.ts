import { now } from '../../clock.ts'
import type { SwitchRecord } from '../../record/several/switch.ts'
import type { RoutedModel } from '../../servers/routers/routed-model.ts'
import type { StateEvent, StateEvents } from '../../servers/routers/state-events.ts'
import { StateWatch } from '../../servers/routers/state-watch.ts'
import type { RouterAccess } from './router-access.ts'
import { type SeenLoad, type StampedRequest, switchOf, waitedFor } from './switch-of.ts'

/** Loads that fell into a block, and the requests that waited for them. */
export interface BlockLoads {
  readonly switches: readonly SwitchRecord[]
  readonly waited: number
}

const none: BlockLoads = { switches: [], waited: 0 }

/**
 * Watches a server that holds several models while a block of requests to one of them is made. Where the model was
 * loaded before, only the server's own events are listened to: nothing is asked in the time of the block.
 */
export class BlockWatch {
  readonly #model: string
  readonly #events: StateEvents | null
  /** Watch of the load that the first request causes; null where the model was loaded. */
  readonly #first: StateWatch | null
  readonly #watched: Promise<void>
  readonly #from = now()

  private constructor(
    model: string,
    before: readonly RoutedModel[],
    events: StateEvents | null,
    list: () => Promise<readonly RoutedModel[]>,
  ) {
    this.#model = model
    this.#events = events
    const isLoaded = before.some(({ name, state }) => name === model && state === 'loaded')
    this.#first = isLoaded ? null : new StateWatch(model, before, { list, events })
    // Its last word is asked for at the end of the block.
    this.#watched = this.#first?.until(Number.POSITIVE_INFINITY).catch(() => {}) ?? Promise.resolve()
  }

  /** Begins to watch, before a block; null where the server does not tell what it has loaded. */
  static async begin({ client, events }: RouterAccess, name: string): Promise<BlockWatch | null> {
    const { software, models } = await client.look()
    const model = models.find((other) => other.name === name || other.name === `${name}:latest`)
    if (model === undefined || model.state === 'unknown') return null
    const told = await events(software)
    return new BlockWatch(model.name, models, told, async () => (await client.look()).models)
  }

  /** Ends with the block, and tells what its requests waited for. */
  async end(samples: readonly StampedRequest[]): Promise<BlockLoads> {
    try {
      this.#first?.end()
      await this.#watched
      const loads = [...(await this.#firstLoad()), ...this.#laterLoads()]
      const seen = loads.map((load) => ({ load, waited: waitedFor(load, samples) }))
      const switches = seen.flatMap(({ load, waited: [first] }) =>
        first === undefined ? [] : [switchOf(this.#model, load, first)],
      )
      return { switches, waited: new Set(seen.flatMap(({ waited }) => waited)).size }
    } catch {
      // A server that is gone says nothing: its requests have failed, and that is told of them.
      return none
    } finally {
      this.#events?.close()
    }
  }

  async #firstLoad(): Promise<SeenLoad[]> {
    if (this.#first === null) return []
    return [await this.#first.settle()]
  }

  /** Loads after the first state that is known: the model was evicted by somebody in the middle, and came again. */
  #laterLoads(): SeenLoad[] {
    const seen = (this.#events?.seen ?? []).filter(({ at }) => at >= this.#from)
    const loads: SeenLoad[] = []
    const skipped = this.#first === null ? 0 : 1
    let since: StateEvent[] = []
    for (const event of seen) {
      since.push(event)
      if (event.model !== this.#model || event.state !== 'loaded') continue
      const loading = since.find(({ model, state }) => model === this.#model && state === 'loading')
      if (loading !== undefined) loads.push(loadOf(this.#model, since, loading.at, event.at))
      since = []
    }
    return loads.slice(skipped)
  }
}

function loadOf(own: string, events: readonly StateEvent[], loadingAt: number, loadedAt: number): SeenLoad {
  const gone = events.filter(({ model, state, at }) => model !== own && state === 'unloaded' && at <= loadingAt)
  return {
    loadingAt,
    loadedAt,
    goneAt: gone.at(-1)?.at ?? null,
    evicted: [...new Set(gone.map(({ model }) => model))],
    byEvents: true,
  }
}
