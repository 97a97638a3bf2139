import { formatLimit } from '../../figures.ts'
import type { Connection } from './connection.ts'
import type { ConnectTimes } from './dial.ts'
import type { HttpFailure } from '../failure.ts'
import type { HttpRequest, HttpTimeouts } from './request.ts'
import { lastGeneratedAt } from '../answer/last-generated.ts'
import { holdsEndMark, livelyMs, quietMs } from '../answer/quiet-end.ts'
import { ResponseReader } from './response-reader.ts'

/** A request on its way, from being asked for to its answer's last byte. */
export class ActiveExchange {
  readonly request: HttpRequest
  readonly bytes: Buffer
  readonly signal: AbortSignal
  readonly began: number
  readonly reader: ResponseReader
  readonly settle: (ended: number, failure: HttpFailure | null) => void
  connection: Connection | null = null
  connect: ConnectTimes | null = null
  /** Whether the connection was opened for this request. */
  fresh = false
  retried = false
  settled = false
  sent: number = Number.NaN
  /** Milliseconds for which its connection was idle before; NaN for one that was opened for it. */
  idleMs: number = Number.NaN
  #checkAt = Number.POSITIVE_INFINITY
  #lookedAt = Number.NEGATIVE_INFINITY
  #lookedAtLength = 0

  constructor(
    request: HttpRequest,
    bytes: Buffer,
    signal: AbortSignal,
    began: number,
    expectedBytes: number,
    settle: (active: ActiveExchange, ended: number, failure: HttpFailure | null) => void,
  ) {
    this.request = request
    this.bytes = bytes
    this.signal = signal
    this.began = began
    this.reader = new ResponseReader(expectedBytes)
    this.settle = (ended, failure) => settle(this, ended, failure)
  }

  /** Notes the moment of the send, and the one to look for tokens at first. */
  sentAt(at: number, timeouts: HttpTimeouts): void {
    this.sent = at
    this.#lookedAt = at
    this.#checkAt = at + Math.min(timeouts.firstTokenMs, timeouts.stallMs)
  }

  /** Whether the end mark has come, and something after it, although the server holds the connection open. */
  isQuietlyDone(time: number): boolean {
    const { reader } = this
    const lastRead = reader.readTimes.at(-1)
    if (this.request.expects !== 'stream' || lastRead === undefined) return false
    // Comments that a proxy writes to keep a connection open may never pause.
    if (time - lastRead < quietMs && time - this.#lookedAt < livelyMs) return false
    this.#lookedAt = time
    if (reader.length === this.#lookedAtLength) return false
    this.#lookedAtLength = reader.length
    return holdsEndMark(reader)
  }

  /** The time-out that has run out at `time`, if any. */
  expired(time: number, timeouts: HttpTimeouts): HttpFailure | null {
    if (time - this.began >= timeouts.totalMs)
      return { class: 'total-timeout', message: `no complete answer within ${formatLimit(timeouts.totalMs, 'ms')}` }
    if (this.request.expects !== 'stream' || time < this.#checkAt) return null
    const last = lastGeneratedAt(this.reader)
    if (last === null) {
      if (time - this.sent >= timeouts.firstTokenMs)
        return {
          class: 'first-token-timeout',
          message: `no generated token within ${formatLimit(timeouts.firstTokenMs, 'ms')}`,
        }
      this.#checkAt = Math.min(this.sent + timeouts.firstTokenMs, time + timeouts.stallMs)
      return null
    }
    this.#checkAt = last + timeouts.stallMs
    return time < this.#checkAt
      ? null
      : { class: 'stall', message: `no further token within ${formatLimit(timeouts.stallMs, 'ms')}` }
  }
}
