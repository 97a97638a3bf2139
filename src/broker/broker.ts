import { EventEmitter, once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { LlmBenchError } from '../errors.ts'
import type { Channel } from '../host/channel.ts'
import type { HostPool, LentHost, ModelRequest, PoolSettings } from './host-pool.ts'
import type { HostProcess } from './host-process.ts'
import type { LoadHostPool } from './load-host-pool.ts'
import type { HostLease, LoadHostLease, ServerLease } from '../host/protocol.ts'
import type { MemoryPeaks } from '../machine/meters/memory-peaks.ts'
import type { ServerProcess } from '../servers/life/server-process.ts'
import type { LentServer, ServerPool } from './server-pool.ts'
import type { ServerSpec } from '../servers/server-spec.ts'
import { Queue } from '../lock.ts'
import { makeJournalFolder, makeSocketFolder, newLogFile, remove, socketPath } from './run-folder.ts'

/** What the broker must know; decided by the plugin. */
export interface BrokerSettings {
  readonly outputDirectory: string
  readonly idleMs: number
  /** The cache folder, absolute. */
  readonly cacheDirectory: string
}

/** What a worker is doing, for whoever shows progress. */
export interface ProgressNews {
  /** Groups news of one thing; later news replaces earlier. */
  readonly topic: string
  readonly text: string
  /** True when there will be no more of this topic. */
  readonly done: boolean
  /** A line of its own that stays. */
  readonly keep?: true
}

interface BrokerEvents {
  progress: [ProgressNews]
}

/**
 * Lives in Vitest's main process: workers ask it for model hosts over a private socket. It listens
 * from the start, and loads what it needs when the first worker calls.
 */
export class Broker extends EventEmitter<BrokerEvents> {
  readonly socket: string
  #settings: BrokerSettings
  readonly #server: Server
  readonly #folder: string
  readonly #connections = new Set<Socket>()
  readonly #measuring = new Queue()
  #pool: HostPool | null = null
  #loadHosts: LoadHostPool | null = null
  #servers: ServerPool | null = null
  #journal: string | null = null

  constructor(settings: BrokerSettings) {
    super()
    this.#settings = settings
    this.#folder = makeSocketFolder()
    this.socket = socketPath(this.#folder, 'broker')
    this.#server = createServer((socket) => void this.#serve(socket))
    this.#server.unref()
    // A path that cannot be listened on shows when a worker connects, which says so.
    this.#server.on('error', () => {})
    this.#server.listen(this.socket)
  }

  /** Takes the settings of a changed configuration; hosts that run keep theirs. */
  configure(settings: BrokerSettings): void {
    this.#settings = settings
    this.#pool?.configure(this.#poolSettings())
  }

  /** Folder of this run's journals; null while nothing was measured. */
  get journal(): string | null {
    return this.#journal
  }

  /** A new run: its journals get a folder of their own. Hosts stay. */
  newRun(): void {
    this.#journal = null
  }

  /** Ends every host and closes the socket. May be called more than once, also while exiting. */
  close(): void {
    this.#pool?.close()
    this.#loadHosts?.close()
    this.#servers?.close()
    for (const connection of this.#connections) connection.destroy()
    this.#server.close()
    remove(this.#folder)
  }

  #journalFolder(): string {
    this.#journal ??= makeJournalFolder(this.#settings.outputDirectory, new Date())
    return this.#journal
  }

  async #serve(socket: Socket): Promise<void> {
    this.#connections.add(socket)
    socket.unref()
    socket.pause()
    const [{ Channel: ChannelClass }, pool] = await Promise.all([import('../host/channel.ts'), this.#startPool()])
    const lent: Pick<LentHost, 'giveBack'>[] = []
    const turns = new Map<string, AbortController>()
    let gone = false
    const channel: Channel = new ChannelClass(socket, {
      acquire: async (request: ModelRequest): Promise<HostLease> => {
        const host = await this.#acquire(pool, request)
        // The worker may have ended while its model was loading.
        if (gone) host.giveBack()
        else lent.push(host)
        return this.#lease(host)
      },
      server: async (spec: ServerSpec): Promise<ServerLease> => {
        const server = await this.#lendServer(spec)
        if (gone) server.giveBack()
        else lent.push(server)
        const { url, startupMs, version } = server.server
        return { id: server.id, url, startupMs, startedNow: server.startedNow, version }
      },
      'journal-folder': () => this.#journalFolder(),
      'load-hosts': async (count: number) => await this.#lendLoadHosts(count),
      turn: async (id: string) => await this.#giveTurn(id, turns),
      'turn-over': (id: string) => turns.get(id)?.abort(),
      memory: (id: string): MemoryPeaks => this.#find(id).memory,
      'forget-memory': (id: string) => this.#find(id).forgetMemory(),
      kill: (id: string) => this.#find(id).kill(),
      obituary: async (id: string) => (await this.#obituary(id))?.message ?? null,
      progress: (news: ProgressNews) => void this.emit('progress', news),
    })
    socket.resume()
    await channel.closed
    gone = true
    this.#connections.delete(socket)
    for (const turn of turns.values()) turn.abort()
    for (const { giveBack } of lent) giveBack()
  }

  /**
   * Lets one measurement have the machine: answers when it is its turn, and holds it until the
   * worker says that it is over, or is gone.
   */
  async #giveTurn(id: string, turns: Map<string, AbortController>): Promise<void> {
    const over = new AbortController()
    turns.set(id, over)
    await new Promise<void>((resolve, reject) => {
      const held = this.#measuring.run(async () => {
        resolve()
        if (!over.signal.aborted) await once(over.signal, 'abort')
      }, over.signal)
      held.catch(reject)
    })
  }

  async #startPool(): Promise<HostPool> {
    const { HostPool: Pool } = await import('./host-pool.ts')
    this.#pool ??= new Pool(this.#poolSettings())
    return this.#pool
  }

  /** The first so many load hosts: they are shared, and a block at a time is made by each. */
  async #lendLoadHosts(count: number): Promise<LoadHostLease[]> {
    const { LoadHostPool: Pool } = await import('./load-host-pool.ts')
    this.#loadHosts ??= new Pool(this.#poolSettings())
    const hosts = await this.#loadHosts.lend(count)
    return hosts.map(({ id }) => ({ id, socket: socketPath(this.#folder, id), journal: this.#journalFolder() }))
  }

  async #lendServer(spec: ServerSpec): Promise<LentServer> {
    const { ServerPool: Pool } = await import('./server-pool.ts')
    const { idleMs, cacheDirectory, outputDirectory } = this.#settings
    this.#servers ??= new Pool({ idleMs, cacheDirectory, logFile: (id) => newLogFile(outputDirectory, id) })
    const topic = `server ${spec.name}`
    try {
      return await this.#servers.lend(spec, (text) => this.emit('progress', { topic, text, done: false }))
    } finally {
      this.emit('progress', { topic, text: '', done: true })
    }
  }

  /** A process of ours by its id: ids of all kinds differ. */
  #find(id: string): HostProcess | ServerProcess {
    const found = this.#pool?.find(id) ?? this.#loadHosts?.find(id) ?? this.#servers?.find(id)
    if (found !== undefined && found !== null) return found
    throw new LlmBenchError('host-crashed', `there is no process "${id}"`)
  }

  async #obituary(id: string): Promise<LlmBenchError | null> {
    const pools = [this.#pool, this.#loadHosts, this.#servers]
    return (await pools.find((pool) => pool !== null && pool.find(id) !== null)?.obituary(id)) ?? null
  }

  #poolSettings(): PoolSettings {
    return {
      idleMs: this.#settings.idleMs,
      socketOf: (id) => socketPath(this.#folder, id),
      logFile: (id) => newLogFile(this.#settings.outputDirectory, id),
    }
  }

  async #acquire(pool: HostPool, request: ModelRequest): Promise<LentHost> {
    const topic = `model ${request.spec}`
    try {
      return await pool.lend(request, (text) => this.emit('progress', { topic, text, done: false }))
    } finally {
      this.emit('progress', { topic, text: '', done: true })
    }
  }

  #lease({ host, model, startupMs, loadedNow }: LentHost): HostLease {
    return {
      id: host.id,
      socket: socketPath(this.#folder, host.id),
      startupMs,
      loadedNow,
      model,
      journal: this.#journalFolder(),
    }
  }
}
