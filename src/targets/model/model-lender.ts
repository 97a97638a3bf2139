import type { LlmBenchError } from '../../errors.ts'
import { brokerChannel, obituaryOf } from '../../broker/client.ts'
import type { Channel } from '../../host/channel.ts'
import { connect } from '../../host/connect.ts'
import type { ModelRequest } from '../../broker/host-pool.ts'
import type { HostLease } from '../../host/protocol.ts'
import type { MemoryPeaks } from '../../machine/meters/memory-peaks.ts'

/** A host and this worker's connection to it. */
export interface ConnectedHost {
  readonly lease: HostLease
  readonly channel: Channel
}

/**
 * This worker's way to the host of one (model, options): asked for at first use, asked for again
 * when it died.
 */
export class ModelLender {
  readonly #request: ModelRequest
  #connected: Promise<ConnectedHost> | null = null
  #loadedNow = false

  constructor(request: ModelRequest) {
    this.#request = request
  }

  /** @throws LlmBenchError of the host: model not found, engine missing, crashed while loading, … */
  async host(): Promise<ConnectedHost> {
    this.#connected ??= this.#connect()
    try {
      return await this.#connected
    } catch (error) {
      this.#connected = null
      throw error
    }
  }

  /** True once for each time the model was loaded: for the first run that asks. */
  takeLoadedNow(): boolean {
    const loadedNow = this.#loadedNow
    this.#loadedNow = false
    return loadedNow
  }

  async #connect(): Promise<ConnectedHost> {
    const broker = await brokerChannel()
    broker.ref()
    try {
      const lease = await broker.request<HostLease>('acquire', this.#request)
      const channel = await this.#connectTo(lease)
      this.#loadedNow = lease.loadedNow
      channel.unref()
      void channel.closed.then(() => {
        this.#connected = null
      })
      return { lease, channel }
    } finally {
      broker.unref()
    }
  }

  async #connectTo(lease: HostLease): Promise<Channel> {
    try {
      return await connect(lease.socket)
    } catch {
      // It listened when it was lent: it died since.
      throw await this.obituary(lease.id)
    }
  }

  /** Why the host died, as an error; called when its connection was lost. */
  async obituary(hostId: string): Promise<LlmBenchError> {
    return await obituaryOf(hostId, `the process running model "${this.#request.spec}" is gone`)
  }

  async memory(hostId: string): Promise<MemoryPeaks> {
    const broker = await brokerChannel()
    return await broker.request<MemoryPeaks>('memory', hostId)
  }

  async forgetMemory(hostId: string): Promise<void> {
    const broker = await brokerChannel()
    await broker.request('forget-memory', hostId)
  }
}
