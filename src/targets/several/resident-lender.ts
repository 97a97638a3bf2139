import type { WantedModel } from '../../models/wanted-model.ts'
import type { Simulation } from '../simulated/simulation.ts'
import type { ConnectedHost } from '../model/connected-host.ts'
import { ModelLender } from '../model/model-lender.ts'
import { expectedMemory } from './expected-memory.ts'
import type { ResidentModel } from './residents.ts'

/** The way to the host of one model of several, for which others may be evicted. */
export class ResidentLender extends ModelLender {
  readonly name: string
  #use: (() => Promise<unknown>) | null = null
  readonly #wanted: WantedModel
  #fileBytes = 0
  #processBytes = 0
  #loading = false

  constructor(broker: string, request: WantedModel, name: string, simulation: Simulation | null = null) {
    super(broker, request, simulation)
    this.name = name
    this.#wanted = request
  }

  /** Has room made for the model each time it is asked for and not loaded. */
  makeRoomBy(use: () => Promise<unknown>): void {
    this.#use = use
  }

  override async host(): Promise<ConnectedHost> {
    if (!this.#loading) await this.#use?.()
    const connected = await super.host()
    this.#fileBytes = connected.lease.model.fileBytes ?? 0
    this.#processBytes = connected.lease.model.residentBeforeBytes ?? 0
    return connected
  }

  /** This model as one that may be evicted. */
  get resident(): ResidentModel {
    return {
      name: this.name,
      isLoaded: () => this.hasHost,
      load: async () => {
        this.#loading = true
        try {
          await this.host()
        } finally {
          this.#loading = false
        }
      },
      evict: async () => await this.#end(),
      bytes: async () => await this.#bytes(),
      expectedBytes: async () => (this.simulation === null ? await expectedMemory(this.#wanted) : 0),
      processBytes: () => this.#processBytes,
    }
  }

  async #end(): Promise<void> {
    this.#loading = true
    try {
      await this.relaunch()
    } finally {
      this.#loading = false
    }
  }

  /** Bytes that its process took at the most; where the system does not say, at least its file. */
  async #bytes(): Promise<number> {
    if (!this.hasHost) return this.#fileBytes
    this.#loading = true
    try {
      const { lease } = await this.host()
      const { rssBytes } = await this.memory(lease.id)
      return Math.max(rssBytes ?? 0, this.#fileBytes)
    } finally {
      this.#loading = false
    }
  }
}
