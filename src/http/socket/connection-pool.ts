import { LlmBenchError } from '../../errors.ts'
import { now } from '../../clock.ts'
import { formatLimit } from '../../figures.ts'
import { onceRead } from '../../read-turns.ts'
import { CoarseTimer } from './coarse-timer.ts'
import type { ResponseReader } from './response-reader.ts'
import { Connection } from './connection.ts'
import { isOwnLimit } from './connection-failure.ts'
import { closedByAnswerMs, KeepAlive, type LastUse } from './keep-alive.ts'
import type { Origin } from './origin.ts'
import { aborted, serverText, type HttpFailure } from '../failure.ts'
import type { Redact } from '../redact.ts'

const sharedBufferBytes = 65_536
/** Connections opened at a time ahead of a load, so that a listen queue is not overrun. */
const openedAtOnce = 64
/** Rounds of opening: a server may close connections beyond those it keeps, and would do so for ever. */
const openingRounds = 2

/** Time a server has to end a body behind its end mark before its connection is given up, in milliseconds. */
const drainMs = 1000

/** The connections of a client to its origin: those being opened, and those that wait for a request. */
export class ConnectionPool {
  readonly #origin: Origin
  readonly #connectMs: number
  readonly #redact: Redact
  readonly #buffer: Buffer = Buffer.allocUnsafeSlow(sharedBufferBytes)
  /** Live connections only, the one used last at the end. */
  readonly #idle: Connection[] = []
  /** Connections being opened, with the moment at which each is given up. */
  readonly #opening = new Map<Connection, number>()
  /** Connections whose last answer still has bytes to come, with what gives each up. */
  readonly #draining = new Map<Connection, () => void>()
  readonly #timer: CoarseTimer
  readonly #keepAlive: Readonly<Record<LastUse, KeepAlive>> = {
    none: new KeepAlive('none'),
    whole: new KeepAlive('whole'),
    stream: new KeepAlive('stream'),
  }
  /** A connection that nothing is sent on, to see whether it is closed after its answer, with what ends that. */
  #watched: { readonly connection: Connection; readonly timer: NodeJS.Timeout } | null = null
  #opened = 0

  constructor(origin: Origin, connectMs: number, redact: Redact) {
    this.#origin = origin
    this.#connectMs = connectMs
    this.#redact = redact
    this.#timer = new CoarseTimer([connectMs], () => this.#giveUpLate())
  }

  /** Connections opened so far, those that are closed by now included. */
  get opened(): number {
    return this.#opened
  }

  /**
   * Opens connections until so many are idle, or the server has closed some of them twice.
   * @throws LlmBenchError `endpoint-unreachable` when one cannot be opened.
   */
  async open(connections: number): Promise<void> {
    for (let round = 0; round < openingRounds; round++) {
      let missing = connections - this.#idle.length
      while (missing > 0) {
        const batch = Math.min(missing, openedAtOnce)
        missing -= batch
        const outcomes = await Promise.all(Array.from({ length: batch }, async () => this.#openIdle()))
        const failure = outcomes.find((outcome) => outcome !== null)
        if (failure !== undefined)
          throw new LlmBenchError(
            'endpoint-unreachable',
            `no connection to ${this.#origin.url.origin}: ${failure.message}; ` +
              (isOwnLimit(failure.message) ? 'or ask for fewer clients' : 'check the url and whether the server runs'),
          )
      }
    }
  }

  async #openIdle(): Promise<HttpFailure | null> {
    return await new Promise((resolve) => {
      const connection = this.dial((failure) => {
        if (failure === null) this.keep(connection)
        resolve(failure)
      })
    })
  }

  /** The time for which the server keeps what is idle after the last use of a connection. */
  keepAlive({ lastUse }: Connection): KeepAlive {
    return this.#keepAlive[lastUse]
  }

  /** The idle connection used last, null when there is none that the server may be trusted to keep. */
  take(): Connection | null {
    for (;;) {
      const connection = this.#idle.pop() ?? null
      if (connection === null) return null
      if (this.keepAlive(connection).trusts(now() - connection.idleSince)) return connection
      connection.giveUp(aborted)
    }
  }

  /** Keeps a live connection for the next request. */
  keep(connection: Connection): void {
    connection.user = null
    connection.idleSince = now()
    this.#idle.push(connection)
  }

  /**
   * Keeps a connection after an answer; not with a server that closes it then, for the next request would meet the
   * closing half-way. Where that is only supposed, one is watched: if it lives on, the server keeps them.
   */
  keepAnswered(connection: Connection): void {
    const keepAlive = this.keepAlive(connection)
    if (!keepAlive.endsWithAnswer) {
      this.keep(connection)
      return
    }
    if (!keepAlive.isSupposed || this.#watched !== null) {
      connection.giveUp(aborted)
      return
    }
    connection.user = null
    connection.idleSince = now()
    const timer = setTimeout(() => {
      this.#watched = null
      keepAlive.outlived()
      this.#idle.unshift(connection)
    }, closedByAnswerMs).unref()
    this.#watched = { connection, timer }
  }

  /**
   * Keeps a connection whose answer is over once the last bytes of its body have come: those of the
   * chunked coding, mostly.
   */
  drain(connection: Connection, reader: ResponseReader): void {
    const giveUp = (): void => {
      if (this.#draining.get(connection) !== giveUp) return
      clearTimeout(timer)
      this.#draining.delete(connection)
      connection.user = null
      connection.giveUp(aborted)
    }
    const timer = setTimeout(() => onceRead(giveUp), drainMs).unref()
    this.#draining.set(connection, giveUp)
    connection.user = {
      reader,
      read: () => {
        if (!reader.complete || !reader.reusable || reader.problem !== null) {
          giveUp()
          return
        }
        clearTimeout(timer)
        this.#draining.delete(connection)
        this.keepAnswered(connection)
      },
      ended: giveUp,
      lost: giveUp,
    }
  }

  /** Opens a connection; `settled` is called once, when it is open or could not be opened. */
  dial(settled: (failure: HttpFailure | null) => void): Connection {
    const connection: Connection = new Connection(
      this.#origin,
      this.#buffer,
      (failure) => {
        this.#opening.delete(connection)
        if (failure === null) this.#opened++
        settled(failure === null ? null : { ...failure, message: serverText(failure.message, this.#redact) })
      },
      () => {
        const place = this.#idle.lastIndexOf(connection)
        const isWatched = this.#watched?.connection === connection
        if (place < 0 && !isWatched) return
        if (place >= 0) this.#idle.splice(place, 1)
        if (isWatched) this.#unwatch()
        this.keepAlive(connection).closed(now() - connection.idleSince)
      },
    )
    this.#opening.set(connection, now() + this.#connectMs)
    this.#timer.start()
    return connection
  }

  #unwatch(): void {
    clearTimeout(this.#watched?.timer)
    this.#watched = null
  }

  /** Closes the idle connections, gives up those being opened. */
  close(): void {
    const watched = this.#watched?.connection
    this.#unwatch()
    watched?.giveUp(aborted)
    for (const giveUp of this.#draining.values()) giveUp()
    for (const connection of [...this.#opening.keys(), ...this.#idle]) connection.giveUp(aborted)
  }

  /** The server, and the proxy on the way there, for messages. */
  get #destination(): string {
    const { url, proxy } = this.#origin
    return proxy === null ? url.host : `${url.host} through the proxy ${proxy.url} (${proxy.from})`
  }

  #giveUpLate(): boolean {
    const time = now()
    for (const [connection, deadline] of this.#opening) {
      if (time >= deadline)
        connection.giveUp({
          class: 'connect-timeout',
          message: `no connection to ${this.#destination} within ${formatLimit(this.#connectMs, 'ms')}`,
        })
    }
    return this.#opening.size > 0
  }
}
