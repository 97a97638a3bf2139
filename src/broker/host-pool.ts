import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { LlmBenchError } from '../errors.ts'
import { crashError, HostProcess, runningModel } from './host-process.ts'
import type { LoadedModel } from '../engines/engine.ts'
import type { ModelOptions } from '../models/model-options.ts'

/** What the pool needs to know of its surroundings. */
export interface PoolSettings {
  /** A host nobody has used for this long is stopped, in milliseconds. */
  readonly idleMs: number
  /** Path of a host's socket by its id. */
  readonly socketOf: (id: string) => string
  /** A new file for a host's log. */
  readonly logFile: (id: string) => string
}

/** A model as a worker asks for it: the spec, and the configuration it is to be understood in. */
export interface ModelRequest {
  readonly spec: string
  readonly options: ModelOptions
  readonly registry: Readonly<Record<string, string>>
  readonly root: string
  readonly cacheDirectory: string
}

interface Entry {
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

  /**
   * Lends the host of a model, starting it when there is none.
   * @throws LlmBenchError of the host: model not found, engine missing, crashed while loading, …
   */
  async lend(request: ModelRequest, onProgress: (text: string) => void): Promise<LentHost> {
    if (this.#closed) throw new LlmBenchError('aborted', 'the run is ending: no model is loaded any more')
    const key = keyOf(request)
    const entry = this.#entries.get(key) ?? this.#start(key, request)
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
    return crashError(runningModel(spec), await host.exited, host.log)
  }

  /** Ends every host. May be called from an `exit` handler: nothing is awaited. */
  close(): void {
    this.#closed = true
    for (const { host } of this.#hosts.values()) host.kill()
    for (const { idle } of this.#entries.values()) if (idle !== null) clearTimeout(idle)
    this.#entries.clear()
  }

  #start(key: string, request: ModelRequest): Entry {
    const id = `host-${++this.#started}`
    const listeners = new Set<(text: string) => void>()
    const { socketOf, logFile } = this.#settings
    const host = HostProcess.spawn(id, logFile(id), 'model-host')
    const forget = (): void => {
      if (this.#entries.get(key)?.host === host) this.#entries.delete(key)
    }
    const ready = (async () => {
      try {
        const spawned = await host
        this.#hosts.set(id, { host: spawned, spec: request.spec })
        if (this.#closed) spawned.kill()
        void spawned.exited.then(forget)
        const loaded = await spawned.load({ type: 'load', ...request, socket: socketOf(id) }, (text) => {
          for (const listener of listeners) listener(text)
        })
        return { host: spawned, ...loaded }
      } catch (error) {
        forget()
        void host.then(
          (spawned) => spawned.kill(),
          () => {},
        )
        throw error
      }
    })()
    const entry: Entry = { host, ready, listeners, users: 0, idle: null, lent: false }
    this.#entries.set(key, entry)
    return entry
  }

  #giveBack(key: string, entry: Entry): void {
    entry.users--
    if (entry.users > 0 || this.#entries.get(key) !== entry) return
    entry.idle = setTimeout(() => {
      this.#entries.delete(key)
      void entry.host.then(
        (host) => host.kill(),
        () => {},
      )
    }, this.#settings.idleMs)
    entry.idle.unref()
  }
}

/**
 * One host serves whatever means the same model: a registry's name and the spec behind it, but not
 * the file of yesterday that was written anew.
 */
function keyOf({ spec, options, registry, root, cacheDirectory }: ModelRequest): string {
  const meant = registry[spec] ?? spec
  return JSON.stringify([meant, options, root, cacheDirectory, fileStamp(resolve(root, meant))])
}

/** Size and time of a file; null for what is no file. */
function fileStamp(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false })
  return found?.isFile() === true ? `${found.size} ${found.mtimeMs}` : null
}
