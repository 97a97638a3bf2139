import { now } from '../../clock.ts'
import { afterReads } from '../../read-turns.ts'
import { AbortWatch } from './abort-watch.ts'
import { ActiveExchange } from './active-exchange.ts'
import { CoarseTimer } from './coarse-timer.ts'
import { baseUrl } from './base-url.ts'
import type { Connection } from './connection.ts'
import { ConnectionPool } from './connection-pool.ts'
import { closedByAnswerMs } from './keep-alive.ts'
import { exchangeOf, unsentExchange, type Exchange, type Outcome } from './exchange.ts'
import type { HttpRequest, HttpTimeouts } from './request.ts'
import { aborted, serverText, type HttpFailure } from '../failure.ts'
import { redactor, type Redact } from '../redact.ts'
import { sharedLookup } from './name-lookup.ts'
import type { Origin, TlsTrust } from './origin.ts'
import type { Proxy } from '../proxy/proxy.ts'
import { Redirects } from './redirects.ts'
import { requestBytes, requestTarget } from './request-bytes.ts'

export type { TlsTrust } from './origin.ts'
export type { Exchange } from './exchange.ts'
export type { HttpTimeouts } from './request.ts'
export type { HttpFailureClass } from '../failure.ts'

/** Address a client sends its requests to, and the time-outs, trust and secrets of them. */
export interface HttpClientOptions {
  /** Origin and base path, http or https: `http://127.0.0.1:8000/v1`. */
  readonly url: string
  readonly timeouts: HttpTimeouts
  readonly tls?: TlsTrust
  /** Proxy that requests go through; none where it is left out. */
  readonly proxy?: Proxy
  /** Texts never shown in a message: API keys, header values. */
  readonly secrets: readonly string[]
}

/** Time the end of a body has to follow its end mark before the answer is over without it, in milliseconds. */
const endFollowsMs = 5
const smallestBody = 4096
const largestExpectedBody = 1024 * 1024
/**
 * Round trips within which a closing crossed the request: it shows within about one, and opening the
 * connection took one. A connection lost later was lost by a server that had the request, unless it had
 * answered just before: then it may close because of that.
 */
const crossingRoundTrips = 3
const shortestCrossingMs = 20

/**
 * An HTTP/1.1 keep-alive client for generating load: one connection a request in flight, the idle
 * one used last taken first. A read is stamped, copied and not looked at.
 */
export class HttpClient {
  readonly #origin: Origin
  readonly #redirects: Redirects
  readonly #timeouts: HttpTimeouts
  readonly #redact: Redact
  readonly #pool: ConnectionPool
  readonly #active = new Set<ActiveExchange>()
  readonly #aborts = new AbortWatch<ActiveExchange>((active) => active.settle(now(), aborted))
  readonly #timer: CoarseTimer
  /** Room for a body, from those before it, so that few have to grow. */
  #expectedBytes = smallestBody
  #closed = false

  /** @throws LlmBenchError `invalid-option` when the url is none, or holds a query or credentials. */
  constructor({ url, timeouts, tls, proxy, secrets }: HttpClientOptions) {
    this.#redact = redactor(secrets)
    this.#origin = { url: baseUrl(url, this.#redact), tls, lookup: sharedLookup(), proxy: proxy ?? null }
    this.#redirects = new Redirects(this.#origin.url.origin)
    this.#timeouts = timeouts
    this.#pool = new ConnectionPool(this.#origin, timeouts.connectMs, this.#redact)
    this.#timer = new CoarseTimer([timeouts.firstTokenMs, timeouts.stallMs, timeouts.totalMs], () => this.#sweep())
  }

  /** Connections opened so far, those that are closed by now included. */
  get connectionsOpened(): number {
    return this.#pool.opened
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
   * Opens connections ahead of a load, until so many are idle. Fewer are where the server keeps
   * fewer: the requests open what they lack.
   * @throws LlmBenchError `endpoint-unreachable` when one cannot be opened.
   */
  async open(connections: number): Promise<void> {
    await this.#pool.open(connections)
  }

  /**
   * Sends a request and gathers the answer, or that of the place it is redirected to. It never rejects: an
   * error is the `failure` of the exchange.
   */
  async exchange(request: HttpRequest, signal: AbortSignal): Promise<Exchange> {
    const began = now()
    const { url, proxy } = this.#origin
    const asked = requestTarget(url, request)
    const way = { url, proxy, request, asked, redact: this.#redact }
    let target = this.#redirects.targetOf(request, asked)
    let bytes = requestBytes(way, request, target)
    if (bytes === null)
      return unsentExchange(
        began,
        { class: 'malformed', message: 'a request header holds a line break or a bad name' },
        this.#redact,
      )
    if (signal.aborted || this.#closed) return unsentExchange(began, aborted, this.#redact)
    const first = await this.#ask(request, bytes, signal, began)
    let outcome = first
    let hops = 0
    for (;;) {
      const next = this.#redirects.next(request, asked, target, hops, outcome.active.reader)
      if (next === null || outcome.failure !== null) break
      target = next
      hops++
      bytes = requestBytes(way, request, target)
      outcome =
        signal.aborted || this.#closed || bytes === null
          ? { ...outcome, failure: aborted }
          : await this.#ask(request, bytes, signal, began)
    }
    return await exchangeOf({ ...outcome, first: first.active, target, hops }, way)
  }

  async #ask(request: HttpRequest, bytes: Buffer, signal: AbortSignal, began: number): Promise<Outcome> {
    return await new Promise<Outcome>((resolve) => {
      const active = new ActiveExchange(
        request,
        bytes,
        signal,
        began,
        this.#expectedBytes,
        (settled, ended, failure) => {
          this.#release(settled, failure)
          afterReads(() => resolve({ active: settled, ended, failure }))
        },
      )
      this.#active.add(active)
      this.#aborts.add(signal, active)
      this.#timer.start()
      const connection = this.#pool.take()
      if (connection === null) this.#connect(active)
      else this.#send(active, connection)
    })
  }

  /** Closes every connection; requests under way end as 'aborted'. */
  close(): void {
    this.#closed = true
    for (const active of this.#active) active.settle(now(), aborted)
    this.#pool.close()
  }

  #connect(active: ActiveExchange): void {
    active.fresh = true
    active.connection = this.#pool.dial((failure) => {
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
      reader,
      read: (at) => {
        const { problem } = reader
        active.settle(at, problem === null ? null : { class: 'malformed', message: serverText(problem, this.#redact) })
      },
      marked: (at) => this.#marked(active, at),
      ended: (at) => {
        if (reader.end()) active.settle(at, null)
        else if (reader.begun)
          active.settle(at, { class: 'truncated', message: 'the connection ended before the answer did' })
        else this.#lost(active, at, { class: 'reset', message: 'the connection was closed without an answer' })
      },
      lost: (at, failure) => this.#lost(active, at, failure),
    }
    active.sentAt(connection.write(active.bytes), this.#timeouts)
    active.idleMs = active.fresh ? Number.NaN : active.sent - connection.idleSince
  }

  /**
   * Ends an answer whose end mark came at `at`. The end of its body mostly follows at once, and leaves a
   * connection that serves on.
   */
  #marked(active: ActiveExchange, at: number): void {
    if (active.request.expects !== 'stream') return
    setTimeout(() => {
      if (!active.settled) active.settle(at, null)
    }, endFollowsMs)
  }

  /**
   * Sends a request again whose connection was closed for having been idle, or because of the answer before it, as the
   * request was on its way; any other loss is its failure.
   */
  #lost(active: ActiveExchange, at: number, failure: HttpFailure): void {
    const { connection } = active
    if (active.fresh || active.reader.begun || connection === null || !this.#crossed(active, connection, at)) {
      active.settle(at, failure)
      return
    }
    connection.destroy()
    active.retried = true
    active.sent = Number.NaN
    this.#connect(active)
  }

  /** Whether the closing of a connection may have crossed the request: no later, and on no server that keeps them. */
  #crossed({ sent, idleMs, request }: ActiveExchange, connection: Connection, at: number): boolean {
    const { times, lastUse } = connection
    const crossingMs = Math.max(shortestCrossingMs, crossingRoundTrips * (times?.tcpMs ?? 0))
    // A busy server is slow to close after its answer, too.
    const limitMs = lastUse !== 'none' ? Math.max(crossingMs, closedByAnswerMs - idleMs) : crossingMs
    if (at - sent > limitMs) return false
    // What changes nothing may be asked twice in any case.
    return this.#pool.keepAlive(connection).explains(idleMs) || request.method === 'GET'
  }

  /** Lets go of an exchange that has ended; its connection serves on if the answer left it clean. */
  #release(active: ActiveExchange, failure: HttpFailure | null): void {
    active.settled = true
    this.#active.delete(active)
    this.#aborts.delete(active.signal, active)
    const { connection, reader } = active
    this.#expectedBytes = Math.min(
      largestExpectedBody,
      Math.max(smallestBody, reader.length + 1024, Math.floor(this.#expectedBytes * 0.9)),
    )
    if (connection === null) return
    if (!active.fresh && reader.begun) this.#pool.keepAlive(connection).kept(active.idleMs)
    connection.lastUse = active.request.expects
    connection.user = null
    const clean = failure === null && reader.reusable && !connection.dead && !this.#closed
    if (clean && reader.complete) this.#pool.keepAnswered(connection)
    else if (clean) this.#pool.drain(connection, reader)
    else connection.giveUp(aborted)
  }

  #sweep(): boolean {
    const time = now()
    for (const active of this.#active) {
      const failure = active.expired(time, this.#timeouts)
      if (failure !== null) active.settle(time, failure)
      else if (active.isQuietlyDone(time)) active.settle(active.reader.readTimes.at(-1) ?? time, null)
    }
    return this.#active.size > 0
  }
}
