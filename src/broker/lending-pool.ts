import { LlmBenchError } from '../errors.ts'
import type { Kind, LentProcess, Started } from './lent/kind.ts'
import type { Surroundings } from './surroundings.ts'

/** Milliseconds a dead process is remembered: workers ask of its end and memory until their run ends, not later. */
const rememberedMs = 600_000

interface Entry<Lease> {
  readonly id: string
  readonly ready: Promise<Started<Lease>>
  /** Listeners that hear of progress while it starts. */
  readonly listeners: Set<(text: string) => void>
  readonly giveUp: AbortController
  users: number
  idle: NodeJS.Timeout | null
  lent: boolean
  /** Settles when it is known whether the process stops as it was asked to, or has to be killed; null in between. */
  doubt: PromiseWithResolvers<void> | null
}

/** A process, lent until it is given back. */
export interface Lent<Lease> {
  readonly lease: Lease
  /** Gives the process back; may be called more than once. */
  readonly giveBack: () => void
}

/**
 * The processes of one kind: one for each key, shared by every worker, kept warm between them, stopped
 * when nobody has used it for a while.
 */
export class LendingPool<Asked, Lease> {
  readonly #kind: Kind<Asked, Lease>
  readonly #surroundings: Surroundings
  readonly #entries = new Map<string, Entry<Lease>>()
  /** Processes by id, also those that have ended. */
  readonly #processes = new Map<string, LentProcess>()
  /** Entries that are lent to nobody any more, and used by somebody still. */
  readonly #retired = new Map<Entry<Lease>, (process: LentProcess) => Promise<void>>()
  #started = 0
  #closed = false

  constructor(kind: Kind<Asked, Lease>, surroundings: Surroundings) {
    this.#kind = kind
    this.#surroundings = surroundings
  }

  /**
   * Lends a process, starting it when there is none. One that is being stopped is lent once it has; one that
   * is killed is lent no more.
   * @throws LlmBenchError of its start; `aborted` when the pool is closed
   */
  async lend(asked: Asked, onProgress: (text: string) => void = () => {}): Promise<Lent<Lease>> {
    const { keyOf, ending } = this.#kind
    if (this.#closed) throw new LlmBenchError('aborted', `the run is ending: ${ending} any more`)
    const key = keyOf(asked)
    const found = this.#entries.get(key)
    if (found?.doubt) {
      await found.doubt.promise
      return await this.lend(asked, onProgress)
    }
    const entry = found ?? this.#start(key, asked)
    const giveBack = this.#take(key, entry)
    entry.listeners.add(onProgress)
    try {
      const { leaseOf, listen } = await entry.ready
      if (listen !== undefined && !this.#surroundings.sockets.has(entry.id)) {
        this.#surroundings.sockets.restore()
        await listen()
      }
      const startedNow = !entry.lent
      entry.lent = true
      return { lease: leaseOf({ id: entry.id, startedNow }), giveBack }
    } catch (error) {
      giveBack()
      throw error
    } finally {
      entry.listeners.delete(onProgress)
    }
  }

  /** A process by the id it was lent under, also one that has ended; null when there was none. */
  find(id: string): LentProcess | null {
    return this.#processes.get(id) ?? null
  }

  /** Lends a process to nobody until it is {@link settle}d or killed: it was asked to stop and may not obey. */
  doubt(id: string): void {
    const entry = this.#entryOf(id)
    if (entry !== null) entry.doubt ??= Promise.withResolvers<void>()
  }

  /** Lends a process again, which stopped as it was asked to. */
  settle(id: string): void {
    const entry = this.#entryOf(id)
    entry?.doubt?.resolve()
    if (entry !== null) entry.doubt = null
  }

  /**
   * Lends a process to nobody any more, though whoever has it keeps it: it ends when the last has given it back.
   * @param last called with the process before it is ended
   * @returns settles when it is gone, or known to be in use
   */
  async retire(id: string, last: (process: LentProcess) => Promise<void> = async () => {}): Promise<void> {
    for (const [key, entry] of this.#entries) {
      if (entry.id !== id) continue
      this.#entries.delete(key)
      this.#retired.set(entry, last)
      // Whoever asks for it gives it back in this very turn.
      await Promise.resolve()
      if (entry.users > 0) return
      await this.find(id)?.exited
    }
  }

  /** Ends a process: it is lent to nobody from now on, also before it is gone. */
  kill(id: string): void {
    for (const [key, entry] of this.#entries) {
      if (entry.id !== id) continue
      this.#entries.delete(key)
      entry.doubt?.resolve()
    }
    this.find(id)?.kill()
  }

  /** Ends every process. May be called from an `exit` handler, and more than once: nothing is awaited. */
  close(): void {
    this.#closed = true
    for (const { idle, giveUp, doubt } of this.#entries.values()) {
      if (idle !== null) clearTimeout(idle)
      doubt?.resolve()
      giveUp.abort()
    }
    for (const process of this.#processes.values()) process.kill()
    this.#entries.clear()
  }

  #entryOf(id: string): Entry<Lease> | null {
    return [...this.#entries.values()].find((entry) => entry.id === id) ?? null
  }

  #start(key: string, asked: Asked): Entry<Lease> {
    const id = `${this.#kind.name}-${++this.#started}`
    const listeners: Entry<Lease>['listeners'] = new Set()
    const giveUp = new AbortController()
    const start = async (): Promise<Started<Lease>> => {
      const { sockets } = this.#surroundings
      const log = this.#surroundings.logFile(id)
      sockets.restore()
      const started = await this.#kind.start(asked, {
        socket: sockets.socket(id),
        log,
        cacheDirectory: this.#surroundings.settings.cacheDirectory,
        signal: giveUp.signal,
        onProgress: (text) => {
          for (const listener of listeners) listener(text)
        },
      })
      this.#keep(id, started.process)
      void started.process.exited.then(() => this.#surroundings.logEnded(log))
      return started
    }
    const entry: Entry<Lease> = {
      id,
      ready: start(),
      listeners,
      giveUp,
      users: 0,
      idle: null,
      lent: false,
      doubt: null,
    }
    this.#entries.set(key, entry)
    const forget = (): void => {
      if (entry.idle !== null) clearTimeout(entry.idle)
      entry.doubt?.resolve()
      if (this.#entries.get(key) === entry) this.#entries.delete(key)
    }
    entry.ready.then(async ({ process }) => void process.exited.then(forget), forget)
    return entry
  }

  #keep(id: string, process: LentProcess): void {
    this.#processes.set(id, process)
    void process.exited.then(() => setTimeout(() => this.#processes.delete(id), rememberedMs).unref())
    // It may have become ready just as the pool was closed.
    if (this.#closed) process.kill()
  }

  /** Counts one more borrower; the returned function counts it off again. */
  #take(key: string, entry: Entry<Lease>): () => void {
    entry.users++
    if (entry.idle !== null) clearTimeout(entry.idle)
    entry.idle = null
    let returned = false
    return () => {
      if (returned) return
      returned = true
      entry.users--
      if (entry.users > 0) return
      if (this.#retired.has(entry)) void this.#end(entry)
      else if (this.#entries.get(key) === entry) this.#stopLater(entry)
    }
  }

  /** Ends a process that was taken out of the pool, after what was to be done with it last. */
  async #end(entry: Entry<Lease>): Promise<void> {
    const last = this.#retired.get(entry)
    this.#retired.delete(entry)
    const process = this.find(entry.id)
    try {
      if (process !== null) await last?.(process)
    } finally {
      this.kill(entry.id)
    }
  }

  #stopLater(entry: Entry<Lease>): void {
    entry.idle = setTimeout(() => this.kill(entry.id), this.#surroundings.settings.idleMs).unref()
  }
}
