import { LlmBenchError } from '../errors.ts'
import { sharedLookup } from './name-lookup.ts'
import { now } from '../host/clock.ts'
import { ActiveExchange } from './active-exchange.ts'
import { Connection, type ConnectTimes, type Origin, type TlsTrust } from './connection.ts'
import { decodeContent } from './content-decoding.ts'
import { redactor, serverText, type HttpFailure, type Redact } from './failure.ts'
import { requestBytes } from './request-bytes.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { statusFailure } from './status-failure.ts'

export type { ConnectTimes, TlsTrust } from './connection.ts'
export type { HttpFailure, HttpFailureClass, Redact } from './failure.ts'

/** How long each phase of a request may take, in milliseconds. */
export interface HttpTimeouts {
  /** DNS, TCP and TLS together. */
  readonly connectMs: number
  /** From the send to the first generated token; an empty role chunk is none. */
  readonly firstTokenMs: number
  /** From one generated token to the next. */
  readonly stallMs: number
  /** From being asked for to the last byte. */
  readonly totalMs: number
}

/** Where a client sends its requests. */
export interface HttpClientOptions {
  /** Origin and base path, http or https: `http://127.0.0.1:8000/v1`. A query is added to each request. */
  readonly url: string
  readonly timeouts: HttpTimeouts
  readonly tls?: TlsTrust
  /** Never shown in a message: API keys, header values. */
  readonly secrets: readonly string[]
}

/** One request. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  /** Joined to the base path. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** 'stream' awaits generated tokens; 'whole' knows only the connect and total time-outs. */
  readonly expects: 'stream' | 'whole'
}

/** One request and its answer; times are milliseconds of CLOCK_MONOTONIC. */
export interface Exchange {
  /** Just before the first byte was written on the open connection; NaN if none ever was. */
  readonly sent: number
  /** When it was asked for, before connecting. */
  readonly began: number
  /** What opening its connection took; null on a reused one. */
  readonly connect: ConnectTimes | null
  /** A reused connection turned out to be closed, and the request was sent again on a fresh one. */
  readonly retried: boolean
  readonly status: number | null
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly retryAfterSeconds: number | null
  /** The body without transfer and content coding: what had come, where the exchange failed. */
  readonly body: Buffer
  /** Stamp of each read that brought bytes of the body. */
  readonly readTimes: readonly number[]
  /** Bytes of the body known after each of those reads. */
  readonly readEnds: readonly number[]
  /** Stamp of the read that completed the answer, or of the failure. */
  readonly ended: number
  readonly failure: HttpFailure | null
  /** Takes the client's secrets out of a text. */
  readonly redact: Redact
}

const sharedBufferBytes = 65_536
const smallestBody = 4096
const largestExpectedBody = 1024 * 1024
/** Connections opened at a time ahead of a load, so that a listen queue is not overrun. */
const openedAtOnce = 64

/**
 * An HTTP/1.1 keep-alive client for generating load: one connection a request in flight, the idle
 * one used last taken first. A read is stamped, copied and not looked at.
 */
export class HttpClient {
  readonly #origin: Origin
  readonly #timeouts: HttpTimeouts
  readonly #redact: Redact
  readonly #buffer: Buffer = Buffer.allocUnsafeSlow(sharedBufferBytes)
  readonly #idle: Connection[] = []
  readonly #opening = new Map<Connection, number>()
  readonly #active = new Set<ActiveExchange>()
  readonly #watched = new Map<AbortSignal, Set<ActiveExchange>>()
  #timer: NodeJS.Timeout | null = null
  #connectionsOpened = 0
  /** Room for a body, from those before it, so that few have to grow. */
  #expectedBytes = smallestBody
  #closed = false

  /** @throws LlmBenchError `invalid-option` when the url is none, or holds credentials. */
  constructor(options: HttpClientOptions) {
    this.#redact = redactor(options.secrets)
    this.#origin = { url: checkedUrl(options.url, this.#redact), tls: options.tls, lookup: sharedLookup() }
    this.#timeouts = options.timeouts
  }

  /** Connections opened so far, those that are closed by now included. */
  get connectionsOpened(): number {
    return this.#connectionsOpened
  }

  /** Takes the client's secrets out of a text. */
  get redact(): Redact {
    return this.#redact
  }

  /** The origin requests go to, fit for messages. */
  get origin(): string {
    return this.#origin.url.origin
  }

  /**
   * Opens connections ahead of a load, until so many are idle.
   * @throws LlmBenchError `endpoint-unreachable` when one cannot be opened.
   */
  async open(connections: number): Promise<void> {
    for (;;) {
      const missing = connections - this.#idle.filter(({ dead }) => !dead).length
      if (missing <= 0) return
      const batch = Array.from({ length: Math.min(missing, openedAtOnce) }, async () => this.#openIdle())
      const failure = (await Promise.all(batch)).find((outcome) => outcome !== null)
      if (failure !== undefined)
        throw new LlmBenchError(
          'endpoint-unreachable',
          `no connection to ${this.origin}: ${failure.message}; check the url and whether the server runs`,
        )
    }
  }

  async #openIdle(): Promise<HttpFailure | null> {
    return await new Promise((resolve) => {
      const connection = this.#dial((failure) => {
        if (failure === null) this.#idle.push(connection)
        resolve(failure)
      })
    })
  }

  /** Sends a request and gathers the answer. Never rejects: what went wrong is in `failure`. */
  async exchange(request: HttpRequest, signal: AbortSignal): Promise<Exchange> {
    const began = now()
    const bytes = requestBytes(this.#origin.url, request)
    if (bytes === null)
      return this.#unsent(began, { class: 'malformed', message: 'a request header holds a line break or a bad name' })
    if (signal.aborted || this.#closed) return this.#unsent(began, aborted)
    const outcome = await new Promise<Outcome>((resolve) => {
      const active = new ActiveExchange(
        request,
        bytes,
        signal,
        began,
        this.#expectedBytes,
        (settled, ended, failure) => {
          this.#release(settled, failure)
          resolve({ active: settled, ended, failure })
        },
      )
      this.#active.add(active)
      this.#watch(active)
      this.#sweepWhileNeeded()
      const connection = this.#takeIdle()
      if (connection === null) this.#connect(active)
      else this.#send(active, connection)
    })
    return await this.#finish(outcome)
  }

  /** Closes every connection; what is under way ends as 'aborted'. */
  close(): void {
    this.#closed = true
    for (const active of this.#active) active.settle(now(), aborted)
    for (const connection of this.#opening.keys()) connection.giveUp(aborted)
    for (const connection of this.#idle) connection.destroy()
    this.#idle.length = 0
  }

  #takeIdle(): Connection | null {
    for (;;) {
      const connection = this.#idle.pop()
      if (connection === undefined) return null
      if (!connection.dead) return connection
    }
  }

  #dial(settled: (failure: HttpFailure | null) => void): Connection {
    const connection: Connection = new Connection(this.#origin, this.#buffer, (failure) => {
      this.#opening.delete(connection)
      if (failure === null) this.#connectionsOpened++
      settled(failure === null ? null : { ...failure, message: serverText(failure.message, this.#redact) })
    })
    this.#opening.set(connection, now() + this.#timeouts.connectMs)
    this.#sweepWhileNeeded()
    return connection
  }

  #connect(active: ActiveExchange): void {
    active.fresh = true
    active.connection = this.#dial((failure) => {
      const { connection } = active
      if (active.settled || connection === null) return
      if (failure !== null) {
        active.settle(now(), failure)
        return
      }
      active.connect = connection.times
      this.#send(active, connection)
    })
  }

  #send(active: ActiveExchange, connection: Connection): void {
    const { reader } = active
    active.connection = connection
    connection.user = {
      read: (at, source, size) => {
        if (!reader.read(at, source, size)) return
        active.settle(at, reader.problem === null ? null : { class: 'malformed', message: reader.problem })
      },
      ended: (at) => {
        if (reader.end()) active.settle(at, null)
        else if (reader.begun)
          active.settle(at, { class: 'truncated', message: 'the connection ended before the answer did' })
        else this.#lost(active, at, { class: 'reset', message: 'the connection was closed without an answer' })
      },
      lost: (at, failure) => this.#lost(active, at, failure),
    }
    active.sentAt(connection.write(active.bytes), this.#timeouts)
  }

  /** Once, and only where a reused connection had been closed before it saw the request. */
  #lost(active: ActiveExchange, at: number, failure: HttpFailure): void {
    if (active.fresh || active.reader.begun) {
      active.settle(at, failure)
      return
    }
    active.connection?.destroy()
    active.retried = true
    active.sent = Number.NaN
    this.#connect(active)
  }

  /** Gives up what an exchange held; its connection serves on if the answer left it clean. */
  #release(active: ActiveExchange, failure: HttpFailure | null): void {
    active.settled = true
    this.#active.delete(active)
    this.#unwatch(active)
    const { connection, reader } = active
    this.#expectedBytes = Math.min(
      largestExpectedBody,
      Math.max(smallestBody, reader.length + 1024, Math.floor(this.#expectedBytes * 0.9)),
    )
    if (connection === null) return
    connection.user = null
    const clean = failure === null && reader.complete && reader.reusable && !connection.dead
    if (clean && !this.#closed) this.#idle.push(connection)
    else if (this.#opening.has(connection)) connection.giveUp(aborted)
    else connection.destroy()
  }

  #watch(active: ActiveExchange): void {
    // One listener a signal: an event target searches all of its listeners on every change.
    let watching = this.#watched.get(active.signal)
    if (watching === undefined) {
      watching = new Set()
      this.#watched.set(active.signal, watching)
      active.signal.addEventListener('abort', this.#abort)
    }
    watching.add(active)
  }

  #unwatch(active: ActiveExchange): void {
    const watching = this.#watched.get(active.signal)
    watching?.delete(active)
    if (watching?.size !== 0) return
    this.#watched.delete(active.signal)
    active.signal.removeEventListener('abort', this.#abort)
  }

  readonly #abort = (event: Event): void => {
    const watching = this.#watched.get(event.target as AbortSignal) ?? []
    for (const active of watching) active.settle(now(), aborted)
  }

  /** One coarse timer for every time-out, while anything is under way. */
  #sweepWhileNeeded(): void {
    if (this.#timer !== null) return
    const { connectMs, firstTokenMs, stallMs, totalMs } = this.#timeouts
    const every = Math.max(5, Math.min(100, Math.min(connectMs, firstTokenMs, stallMs, totalMs) / 10))
    this.#timer = setInterval(() => this.#sweep(), every)
    this.#timer.unref()
  }

  #sweep(): void {
    const time = now()
    for (const [connection, deadline] of this.#opening) {
      if (time >= deadline)
        connection.giveUp({
          class: 'connect-timeout',
          message: `no connection to ${this.#origin.url.host} within ${this.#timeouts.connectMs} ms`,
        })
    }
    for (const active of this.#active) {
      const failure = active.expired(time, this.#timeouts)
      if (failure !== null) active.settle(time, failure)
      else if (active.isQuietlyDone(time)) active.settle(active.reader.readTimes.at(-1) ?? time, null)
    }
    if (this.#active.size > 0 || this.#opening.size > 0 || this.#timer === null) return
    clearInterval(this.#timer)
    this.#timer = null
  }

  async #finish({ active, ended, failure: seen }: Outcome): Promise<Exchange> {
    const { reader } = active
    const encoding = reader.headers.get('content-encoding')?.toLowerCase() ?? 'identity'
    const plain = { body: reader.body, readEnds: reader.readEnds, problem: null }
    const { body, readEnds, problem } =
      encoding === 'identity' || encoding === '' || reader.length === 0
        ? plain
        : await decodeContent(encoding, reader.body, reader.readEnds)
    const refused = reader.status !== null && reader.status >= 300 && seen?.class !== 'aborted'
    const retryAfter = retryAfterSeconds(reader.headers.get('retry-after'))
    const failure = refused
      ? statusFailure(reader, body, this.#origin.url, this.#redact)
      : (seen ?? (problem === null ? null : { class: 'malformed', message: serverText(problem, this.#redact) }))
    return {
      sent: active.sent,
      began: active.began,
      connect: active.connect,
      retried: active.retried,
      status: reader.status,
      headers: reader.headers,
      retryAfterSeconds: retryAfter,
      body,
      readTimes: reader.readTimes,
      readEnds,
      ended,
      failure,
      redact: this.#redact,
    }
  }

  #unsent(began: number, failure: HttpFailure): Exchange {
    return {
      sent: Number.NaN,
      began,
      connect: null,
      retried: false,
      status: null,
      headers: new Map(),
      retryAfterSeconds: null,
      body: Buffer.alloc(0),
      readTimes: [],
      readEnds: [],
      ended: now(),
      failure,
      redact: this.#redact,
    }
  }
}

interface Outcome {
  readonly active: ActiveExchange
  readonly ended: number
  readonly failure: HttpFailure | null
}

const aborted: HttpFailure = { class: 'aborted', message: 'the request was aborted' }

function checkedUrl(text: string, redact: Redact): URL {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new LlmBenchError(
      'invalid-option',
      `url "${serverText(text, redact)}" is no http or https address; write it like http://127.0.0.1:8000/v1`,
    )
  if (url.username !== '' || url.password !== '')
    throw new LlmBenchError(
      'invalid-option',
      `url of ${url.origin} holds a user name or password; give it as a header instead`,
    )
  return url
}
