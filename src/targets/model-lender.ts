import { LlmBenchError } from '../errors.ts'
import { brokerChannel } from '../host/broker-client.ts'
import type { Channel } from '../host/channel.ts'
import { connect } from '../host/connect.ts'
import type { HostLease, MemoryPeaks, ModelOptions } from '../host/protocol.ts'

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
  readonly #spec: string
  readonly #options: ModelOptions
  #connected: Promise<ConnectedHost> | null = null

  constructor(spec: string, options: ModelOptions) {
    this.#spec = spec
    this.#options = options
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

  async #connect(): Promise<ConnectedHost> {
    const broker = await brokerChannel()
    broker.ref()
    try {
      const lease = await broker.request<HostLease>('acquire', { spec: this.#spec, options: this.#options })
      const channel = await connect(lease.socket)
      channel.unref()
      void channel.closed.then(() => {
        this.#connected = null
      })
      return { lease, channel }
    } finally {
      broker.unref()
    }
  }

  /** Why the host died, as an error; called when its connection was lost. */
  async obituary(hostId: string): Promise<LlmBenchError> {
    const broker = await brokerChannel()
    const message = await broker.request<string | null>('obituary', hostId)
    return new LlmBenchError('host-crashed', message ?? `the process running model "${this.#spec}" is gone`)
  }

  /** Ends a host that does not stop when asked. */
  async kill(hostId: string): Promise<void> {
    const broker = await brokerChannel()
    await broker.request('kill', hostId)
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
