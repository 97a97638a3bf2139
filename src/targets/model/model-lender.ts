import type { LlmBenchError } from '../../errors.ts'
import {
  brokerChannel,
  doubtProcess,
  killProcess,
  obituaryOf,
  retireProcess,
  unloadProcess,
} from '../../broker/client.ts'
import type { Channel } from '../../channel/channel.ts'
import { connectRestored } from '../../channel/connect.ts'
import type { ModelHostCalls, Unloaded } from '../../host/model-host-calls.ts'
import { filesOfModel } from '../../models/gguf/split-parts.ts'
import { type PageCacheWish, preparePageCache } from '../../models/page-cache/prepare-page-cache.ts'
import type { HostLease } from '../../broker/calls.ts'
import type { ConnectedHost } from './connected-host.ts'
import type { WantedModel } from '../../models/wanted-model.ts'
import type { ModelOptions } from '../../models/model-options.ts'
import type { ModelRegistry } from '../../models/registry/entry.ts'
import type { MemoryPeaks } from '../../machine/meters/memory-peaks.ts'
import type { Simulation } from '../simulated/simulation.ts'
import { simulatedHost } from './simulated-host.ts'

/**
 * This worker's way to the host of one (model, options): asked for at first use, asked for again
 * when it died.
 */
export class ModelLender {
  readonly #broker: string
  readonly #request: WantedModel
  #connected: Promise<ConnectedHost> | null = null
  #loadedNow = false
  /** File of the model, once it was loaded. */
  #path: string | null = null
  /** Settles when the host, which was asked to stop, has stopped or is gone; null in between. */
  #stopping: PromiseWithResolvers<void> | null = null

  /** Answers in the place of a host; null where one is lent. */
  readonly simulation: Simulation | null

  /** @param broker socket or named pipe that the broker listens on */
  constructor(broker: string, request: WantedModel, simulation: Simulation | null = null) {
    this.#broker = broker
    this.#request = request
    this.simulation = simulation
  }

  /** Options the model is loaded with, as it was asked for. */
  get options(): ModelOptions {
    return this.#request.options
  }

  /** Name that the model was asked for by. */
  get spec(): string {
    return this.#request.spec
  }

  /** Registry of models that its spec is understood in. */
  get registry(): ModelRegistry {
    return this.#request.registry
  }

  /**
   * The host, with the model loaded.
   * @throws LlmBenchError of the host: model not found, engine missing, crashed while loading, …
   */
  async host(): Promise<ConnectedHost> {
    await this.#stopping?.promise
    this.#connected ??= this.#connect()
    try {
      return await this.#connected
    } catch (error) {
      this.#connected = null
      throw error
    }
  }

  /** Whether this worker has a host now, or waits for one. */
  get hasHost(): boolean {
    return this.#connected !== null
  }

  /** True once for each time the model was loaded: for the first run that asks. */
  takeLoadedNow(): boolean {
    const loadedNow = this.#loadedNow
    this.#loadedNow = false
    return loadedNow
  }

  async #connect(): Promise<ConnectedHost> {
    if (this.simulation !== null) {
      this.#loadedNow = true
      return simulatedHost(this.#request)
    }
    const broker = await brokerChannel(this.#broker)
    const lease = await broker.request('model-host', this.#request)
    this.#loadedNow = lease.loadedNow
    this.#path = lease.model.path
    const channel = await this.#connectTo(lease)
    const connected = { lease, channel }
    void channel.closed.then(async () => {
      // One that was started in its place is not gone.
      if ((await this.#connected?.catch(() => null)) === connected) this.#connected = null
    })
    return connected
  }

  async #connectTo(lease: HostLease): Promise<Channel<ModelHostCalls>> {
    try {
      return await connectRestored<ModelHostCalls>(lease.socket, async () => {
        const broker = await brokerChannel(this.#broker)
        await broker.request('model-host', this.#request)
      })
    } catch {
      // It listened when it was lent: it died since.
      throw await this.obituary(lease.id)
    }
  }

  /** The error that tells why the host died; called when its connection was lost. */
  async obituary(hostId: string): Promise<LlmBenchError> {
    return await obituaryOf(this.#broker, hostId, `the process running model "${this.#request.spec}" is gone`)
  }

  /** Keeps the host, which was asked to stop, from everybody, this worker too, until the result is called. */
  doubt(hostId: string): () => void {
    const stopping = Promise.withResolvers<void>()
    this.#stopping = stopping
    const settle = doubtProcess(this.#broker, hostId)
    return () => {
      if (this.#stopping === stopping) this.#stopping = null
      settle()
      stopping.resolve()
    }
  }

  /** Ends the host, which does not stop when asked; the next one to ask gets another. */
  async kill(hostId: string): Promise<void> {
    this.#connected = null
    await killProcess(this.#broker, hostId)
  }

  /**
   * Ends the host, unless others use it, so that the next one to ask gets one that is started then; nothing where this
   * worker has none.
   */
  async relaunch(): Promise<void> {
    if (this.#connected === null) return
    const { lease } = await this.host()
    this.#connected = null
    if (this.simulation === null) await retireProcess(this.#broker, lease.id)
  }

  /** {@link relaunch}es it, and frees the model first: what that took; null where nobody saw. */
  async unload(): Promise<Unloaded | null> {
    if (this.#connected === null) return null
    const { lease } = await this.host()
    this.#connected = null
    return this.simulation === null ? await unloadProcess(this.#broker, lease.id) : null
  }

  /** Has the files of the model that was loaded last dropped from the page cache, or read into it. */
  async prepareCache(wish: PageCacheWish): Promise<string | null> {
    if (this.simulation !== null) return null
    if (this.#path === null) return 'its file is not known before its first load'
    return await preparePageCache(filesOfModel(this.#path), wish)
  }

  async memory(hostId: string): Promise<MemoryPeaks> {
    if (this.simulation !== null) return { rssBytes: null, anonBytes: null, fileBytes: null }
    const broker = await brokerChannel(this.#broker)
    return await broker.request('memory', hostId)
  }

  async forgetMemory(hostId: string): Promise<void> {
    const broker = await brokerChannel(this.#broker)
    await broker.request('forget-memory', hostId)
  }
}
