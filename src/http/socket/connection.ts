import type { Socket } from 'node:net'
import { now } from '../../clock.ts'
import { noteRead } from '../../read-turns.ts'
import type { HttpFailure } from '../failure.ts'
import { lossOf } from './connection-failure.ts'
import { type ConnectTimes, dial } from './dial.ts'
import type { LastUse } from './keep-alive.ts'
import type { Origin } from './origin.ts'

/** A reader of the bytes of an answer. */
export interface ByteReader {
  /** Whether what has come so far ends with the end mark of an event stream. */
  readonly endsWithMark: boolean
  /** Takes the first `size` bytes of `source`, read at `at`; true once nothing more is awaited. */
  read(at: number, source: Buffer, size: number): boolean
}

/** The user of a connection: its reader takes the bytes, and it is told where they come to an end. */
export interface ConnectionUser {
  readonly reader: ByteReader
  /** Called with the read after which the reader awaits nothing. */
  read(at: number): void
  /** Called with each read that ends with the end mark, and after which the reader awaits more. */
  marked?(at: number): void
  /** Called when the server closed its side. */
  ended(at: number): void
  lost(at: number, failure: HttpFailure): void
}

/**
 * A connection whose reads land in a buffer shared with all others, stamped before anything else.
 * `settled` is called once, when it is open or could not be opened; `died` once, when nothing can be
 * sent on it any more.
 */
export class Connection {
  #user: ConnectionUser | null = null
  /** That of the user: one look from the connection to what it changes with every read. */
  #reader: ByteReader | null = null
  times: ConnectTimes | null = null
  /** Moment since which it is idle: it was opened, or its last answer was over. */
  idleSince: number = Number.NaN
  lastUse: LastUse = 'none'
  #socket: Socket | null = null
  #settled: ((failure: HttpFailure | null) => void) | null
  readonly #died: () => void
  readonly #giveUpDialling: () => void
  #dead = false

  constructor(origin: Origin, buffer: Buffer, settled: (failure: HttpFailure | null) => void, died: () => void) {
    this.#settled = settled
    this.#died = died
    const callback = (size: number, source: Uint8Array): boolean => {
      const at = now()
      noteRead()
      // Bytes on an idle connection answer nothing.
      const reader = this.#reader
      if (reader === null) this.destroy()
      else if (reader.read(at, source as Buffer, size)) this.#user?.read(at)
      else if (reader.endsWithMark) this.#user?.marked?.(at)
      return true
    }
    this.#giveUpDialling = dial(origin, { buffer, callback }, (outcome) => {
      if ('failure' in outcome) {
        this.#settle(outcome.failure)
        return
      }
      this.times = outcome.times
      this.#listen(outcome.socket)
      this.#settle(null)
    })
  }

  get user(): ConnectionUser | null {
    return this.#user
  }

  set user(user: ConnectionUser | null) {
    this.#user = user
    this.#reader = user?.reader ?? null
  }

  /** Whether nothing can be sent on it any more. */
  get dead(): boolean {
    return this.#dead
  }

  #listen(socket: Socket): void {
    this.#socket = socket
    socket.once('end', () => {
      const at = now()
      this.#die()
      this.user?.ended(at)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      this.#lose(lossOf(error))
      this.destroy()
    })
    socket.once('close', () => this.#lose({ class: 'reset', message: 'the connection was closed' }))
  }

  #settle(failure: HttpFailure | null): void {
    if (failure !== null) this.#die()
    const settled = this.#settled
    this.#settled = null
    settled?.(failure)
  }

  #lose(failure: HttpFailure): void {
    const at = now()
    this.#die()
    this.user?.lost(at, failure)
  }

  #die(): void {
    if (this.#dead) return
    this.#dead = true
    this.#died()
  }

  /** Closes it; one that is not open yet counts as one that could not be opened. */
  giveUp(failure: HttpFailure): void {
    this.#settle(failure)
    this.destroy()
  }

  /** Writes one request; returns the stamp taken just before. */
  write(bytes: Buffer): number {
    const at = now()
    this.#socket?.write(bytes)
    return at
  }

  destroy(): void {
    this.#die()
    this.user = null
    this.#giveUpDialling()
  }
}
