import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { now } from '../../clock.ts'
import type { HttpFailure } from '../failure.ts'

/** Times that opening a connection took, in milliseconds; `tlsMs` is null without TLS. */
export interface ConnectTimes {
  readonly dnsMs: number
  readonly tcpMs: number
  readonly tlsMs: number | null
}

/** Options of trust for https, as those of the same names of Node's `tls.connect`. */
export interface TlsTrust {
  readonly ca?: string
  readonly rejectUnauthorized?: boolean
  readonly servername?: string
}

/** The reader of a connection, as long as it is in use. */
export interface ConnectionUser {
  read(at: number, source: Buffer, size: number): void
  /** Called when the server closed its side. */
  ended(at: number): void
  lost(at: number, failure: HttpFailure): void
}

/** Server to connect to, with the lookup of its name and the trust in it. */
export interface Origin {
  readonly url: URL
  readonly tls: TlsTrust | undefined
  readonly lookup: LookupFunction
}

/**
 * A connection whose reads land in a buffer shared with all others, stamped before anything else.
 * `settled` is called once, when it is open or could not be opened; `died` once, when nothing can be
 * sent on it any more.
 */
export class Connection {
  user: ConnectionUser | null = null
  times: ConnectTimes | null = null
  readonly #socket: Socket
  readonly #origin: Origin
  #settled: ((failure: HttpFailure | null) => void) | null
  readonly #died: () => void
  #dead = false
  readonly #began: number = now()
  #resolvedAt = 0
  #connectedAt = 0

  constructor(origin: Origin, buffer: Buffer, settled: (failure: HttpFailure | null) => void, died: () => void) {
    this.#origin = origin
    this.#settled = settled
    this.#died = died
    const { url, tls, lookup } = origin
    const secure = url.protocol === 'https:'
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const options = {
      host,
      lookup,
      port: Number(url.port) || (secure ? 443 : 80),
      onread: {
        buffer,
        callback: (size: number, source: Uint8Array): boolean => {
          const at = now()
          // Bytes on an idle connection answer nothing.
          if (this.user === null) this.destroy()
          else this.user.read(at, source as Buffer, size)
          return true
        },
      },
    }
    this.#socket = secure
      ? connectTls({
          ...options,
          ALPNProtocols: ['http/1.1'],
          rejectUnauthorized: tls?.rejectUnauthorized ?? true,
          ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
          ...(tls?.servername === undefined
            ? isIP(host) === 0
              ? { servername: host }
              : {}
            : { servername: tls.servername }),
        })
      : connectTcp(options)
    this.#listen(secure)
  }

  /** Whether nothing can be sent on it any more. */
  get dead(): boolean {
    return this.#dead
  }

  #listen(secure: boolean): void {
    const socket = this.#socket
    socket.once('lookup', () => {
      this.#resolvedAt = now()
    })
    socket.once('connect', () => {
      this.#connectedAt = now()
      socket.setNoDelay(true)
      if (!secure) this.#opened(null)
    })
    if (secure) socket.once('secureConnect', () => this.#opened(now() - this.#connectedAt))
    socket.once('end', () => {
      const at = now()
      this.#die()
      this.user?.ended(at)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (this.#settled === null) this.#lose(lossOf(error))
      else this.#settle(openingFailure(error, this.#connectedAt > 0, this.#origin.url))
      this.destroy()
    })
    socket.once('close', () => {
      const failure: HttpFailure = { class: 'reset', message: 'the connection was closed' }
      this.#settle(failure)
      this.#lose(failure)
    })
  }

  #opened(tlsMs: number | null): void {
    const resolved = this.#resolvedAt === 0 ? this.#began : this.#resolvedAt
    this.times = { dnsMs: resolved - this.#began, tcpMs: this.#connectedAt - resolved, tlsMs }
    this.#settle(null)
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
    this.#socket.write(bytes)
    return at
  }

  destroy(): void {
    this.#die()
    this.user = null
    this.#socket.destroy()
  }
}

function openingFailure(error: NodeJS.ErrnoException, connected: boolean, { host, hostname }: URL): HttpFailure {
  const code = error.code ?? error.name
  if (connected) return { class: 'tls', message: `TLS with ${host} failed (${code}): ${tlsReason(error)}` }
  if (error.syscall === 'getaddrinfo' || /^(ENOTFOUND|EAI_)/.test(code))
    return { class: 'dns', message: `the name "${hostname}" could not be looked up (${code})` }
  if (code === 'ETIMEDOUT')
    return { class: 'connect-timeout', message: `${host} did not answer the connection (${code})` }
  return { class: 'refused', message: `${host} could not be connected to (${code})` }
}

/** The reason alone: OpenSSL's messages hold file names beside it, Node's its own advice behind a semicolon. */
function tlsReason(error: Error): string {
  const text = 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message
  if (/no application protocol/i.test(text)) return 'the server speaks HTTP/2 only, not HTTP/1.1'
  return text.split(';', 1)[0] ?? text
}

function lossOf(error: NodeJS.ErrnoException): HttpFailure {
  const code = error.code ?? error.name
  return /SSL|TLS|CERT/.test(code)
    ? { class: 'tls', message: `TLS failed (${code})` }
    : { class: 'reset', message: `the connection was lost (${code})` }
}
