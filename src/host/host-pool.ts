import { join } from 'node:path'
import { LlmBenchError } from '../errors.ts'
import { crashError, HostProcess } from './host-process.ts'
import type { LoadedModel, ModelOptions } from './protocol.ts'

/** What the pool needs to know of its surroundings. */
export interface PoolSettings {
  readonly registry: Readonly<Record<string, string>>
  readonly root: string
  readonly cacheDirectory: string
  /** A host nobody has used for this long is stopped, in milliseconds. */
  readonly idleMs: number
  /** Path of a host's socket by its id. */
  readonly socketOf: (id: string) => string
  /** Folder for logs; made at first use. */
  readonly logFolder: () => string
}

interface Entry {
  readonly spec: string
  readonly host: Promise<HostProcess>
  readonly ready: Promise<{ host: HostProcess; model: LoadedModel; startupMs: number }>
  /** Who is to hear of progress while it loads. */
  readonly listeners: Set<(text: string) => void>
  users: number
  idle: NodeJS.Timeout | null
  lent: boolean
}

/** A host, lent until it is returned. */
export interface LentHost {
  readonly host: HostProcess
  readonly model: LoadedModel
  readonly startupMs: number
  readonly loadedNow: boolean
  readonly giveBack: () => void
}

/** One host for each (model, options), shared by every worker, kept warm between them. */
export class HostPool {
  #settings: PoolSettings
  readonly #entries = new Map<string, Entry>()
  readonly #hosts = new Map<string, { host: HostProcess; spec: string }>()
  #started = 0
  #closed = false

  constructor(settings: PoolSettings) {
    this.#settings = settings
  }

  /** Settings for hosts started from now on. */
  configure(settings: PoolSettings): void {
    this.#settings = settings
  }

  /** Hosts started since the pool was made. */
  get started(): number {
    return this.#started
  }

  /**
   * Lends the host of a model, starting it when there is none.
   * @throws LlmBenchError of the host: model not found, engine missing, crashed while loading, …
   */
  async lend(spec: string, options: ModelOptions, onProgress: (text: string) => void): Promise<LentHost> {
    if (this.#closed) throw new LlmBenchError('aborted', 'the run is ending: no model is loaded any more')
    const key = JSON.stringify([spec, options])
    const entry = this.#entries.get(key) ?? this.#start(key, spec, options)
    entry.users++
    if (entry.idle !== null) clearTimeout(entry.idle)
    entry.idle = null
    entry.listeners.add(onProgress)
    try {
      const ready = await entry.ready
      const loadedNow = !entry.lent
      entry.lent = true
      return { ...ready, loadedNow, giveBack: () => this.#giveBack(key, entry) }
    } catch (error) {
      this.#giveBack(key, entry)
      throw error
    } finally {
      entry.listeners.delete(onProgress)
    }
  }

  find(id: string): HostProcess | null {
    return this.#hosts.get(id)?.host ?? null
  }

  /** Why a host died; waits until it has. Null when there was no such host. */
  async obituary(id: string): Promise<LlmBenchError | null> {
    const known = this.#hosts.get(id)
    if (known === undefined) return null
    const { host, spec } = known
    return crashError(spec, await host.exited, host.log)
  }

  /** Ends every host. May be called from an `exit` handler: nothing is awaited. */
  close(): void {
    this.#closed = true
    for (const { host } of this.#hosts.values()) host.kill()
    for (const { idle } of this.#entries.values()) if (idle !== null) clearTimeout(idle)
    this.#entries.clear()
  }

  #start(key: string, spec: string, options: ModelOptions): Entry {
    const id = `host-${++this.#started}`
    const listeners = new Set<(text: string) => void>()
    const { registry, root, cacheDirectory, socketOf, logFolder } = this.#settings
    const host = HostProcess.spawn(id, join(logFolder(), `${id}.log`))
    const ready = (async () => {
      const spawned = await host
      this.#hosts.set(id, { host: spawned, spec })
      if (this.#closed) spawned.kill()
      const forget = (): void => {
        if (this.#entries.get(key)?.host === host) this.#entries.delete(key)
      }
      void spawned.exited.then(forget)
      try {
        const message = { type: 'load', spec, registry, root, cacheDirectory, socket: socketOf(id), options } as const
        const loaded = await spawned.load(message, (text) => {
          for (const listener of listeners) listener(text)
        })
        return { host: spawned, ...loaded }
      } catch (error) {
        forget()
        spawned.kill()
        throw error
      }
    })()
    const entry: Entry = { spec, host, ready, listeners, users: 0, idle: null, lent: false }
    this.#entries.set(key, entry)
    return entry
  }

  #giveBack(key: string, entry: Entry): void {
    entry.users--
    if (entry.users > 0 || this.#entries.get(key) !== entry) return
    entry.idle = setTimeout(() => {
      this.#entries.delete(key)
      void entry.host.then((host) => host.kill())
    }, this.#settings.idleMs)
    entry.idle.unref()
  }
}
