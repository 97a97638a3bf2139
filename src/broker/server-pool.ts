import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { LlmBenchError } from '../errors.ts'
import { ServerProcess } from '../servers/life/server-process.ts'
import type { ServerSpec } from '../servers/server-spec.ts'

/** What the pool needs to know of its surroundings. */
export interface ServerPoolSettings {
  /** A server nobody has used for this long is stopped, in milliseconds. */
  readonly idleMs: number
  readonly cacheDirectory: string
  /** A new file for a server's log, by the server's id. */
  readonly logFile: (id: string) => string
}

interface Entry {
  readonly id: string
  readonly ready: Promise<ServerProcess>
  /** Who is to hear of progress while it starts. */
  readonly listeners: Set<(text: string) => void>
  readonly giveUp: AbortController
  users: number
  idle: NodeJS.Timeout | null
  lent: boolean
}

/** A server, lent until it is returned. */
export interface LentServer {
  readonly id: string
  readonly server: ServerProcess
  /** False when an earlier borrower already had it running. */
  readonly startedNow: boolean
  /** May be called more than once. */
  readonly giveBack: () => void
}

/** One running server for each spec, shared by every worker, kept warm between them. */
export class ServerPool {
  #settings: ServerPoolSettings
  readonly #entries = new Map<string, Entry>()
  /** Also those that have ended: a worker may still ask why. */
  readonly #servers = new Map<string, ServerProcess>()
  readonly #running = new Set<ServerProcess>()
  #started = 0
  #closed = false

  constructor(settings: ServerPoolSettings) {
    this.#settings = settings
  }

  /** Settings for servers started from now on. */
  configure(settings: ServerPoolSettings): void {
    this.#settings = settings
  }

  /**
   * Lends the server of a spec, starting it when there is none.
   * @throws LlmBenchError of {@link ServerProcess.start}; `aborted` when the pool is closed
   */
  async lend(spec: ServerSpec, onProgress: (text: string) => void = () => {}): Promise<LentServer> {
    if (this.#closed) throw new LlmBenchError('aborted', 'the run is ending: no server is started any more')
    const key = keyOf(spec)
    const entry = this.#entries.get(key) ?? this.#start(key, spec)
    entry.users++
    if (entry.idle !== null) clearTimeout(entry.idle)
    entry.idle = null
    entry.listeners.add(onProgress)
    let returned = false
    const giveBack = (): void => {
      if (!returned) this.#giveBack(key, entry)
      returned = true
    }
    try {
      const server = await entry.ready
      const startedNow = !entry.lent
      entry.lent = true
      return { id: entry.id, server, startedNow, giveBack }
    } catch (error) {
      giveBack()
      throw error
    } finally {
      entry.listeners.delete(onProgress)
    }
  }

  /** A server by the id it was lent under; null when there was none. */
  find(id: string): ServerProcess | null {
    return this.#servers.get(id) ?? null
  }

  /** Why a server ended; waits until it has. Null when there was no such server. */
  async obituary(id: string): Promise<LlmBenchError | null> {
    const server = this.#servers.get(id)
    return server === undefined ? null : server.obituary(await server.exited)
  }

  /** Ends every server. May be called from an `exit` handler, and more than once: nothing is awaited. */
  close(): void {
    this.#closed = true
    for (const { idle, giveUp } of this.#entries.values()) {
      if (idle !== null) clearTimeout(idle)
      giveUp.abort()
    }
    for (const server of this.#running) server.kill()
    this.#entries.clear()
  }

  #start(key: string, spec: ServerSpec): Entry {
    const id = `server-${++this.#started}`
    const listeners = new Set<(text: string) => void>()
    const giveUp = new AbortController()
    const { logFile, cacheDirectory } = this.#settings
    const forget = (): void => {
      if (this.#entries.get(key)?.id === id) this.#entries.delete(key)
    }
    const start = async (): Promise<ServerProcess> => {
      try {
        const server = await ServerProcess.start(spec, {
          log: logFile(id),
          cacheDirectory,
          signal: giveUp.signal,
          onProgress: (text) => {
            for (const listener of listeners) listener(text)
          },
        })
        this.#keep(id, server, forget)
        return server
      } catch (error) {
        forget()
        throw error
      }
    }
    const entry: Entry = { id, ready: start(), listeners, giveUp, users: 0, idle: null, lent: false }
    this.#entries.set(key, entry)
    return entry
  }

  #keep(id: string, server: ServerProcess, forget: () => void): void {
    this.#servers.set(id, server)
    this.#running.add(server)
    const over = (): void => {
      this.#running.delete(server)
      forget()
    }
    void server.exited.then(over)
    if (this.#closed) server.kill()
  }

  #giveBack(key: string, entry: Entry): void {
    entry.users--
    if (entry.users > 0 || this.#entries.get(key) !== entry) return
    entry.idle = setTimeout(() => {
      this.#entries.delete(key)
      void entry.ready.then(
        (server) => server.kill(),
        () => {},
      )
    }, this.#settings.idleMs)
    entry.idle.unref()
  }
}

/** Equal specs share a server, but not one that has read the file of yesterday. */
function keyOf({ key, files, cwd }: ServerSpec): string {
  const stamps = files.map((file) => {
    const found = statSync(resolve(cwd ?? '.', file), { throwIfNoEntry: false })
    return found === undefined ? null : `${found.size} ${found.mtimeMs}`
  })
  return JSON.stringify([key, stamps])
}
