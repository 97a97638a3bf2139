/**
 * Time after an answer within which a server that closes its connection does so because of the answer, in
 * milliseconds: those that keep it alive do so for seconds.
 */
export const closedByAnswerMs = 250
/**
 * Idle time from which on an answer shows that the server keeps connections, in milliseconds: one that is about to be
 * closed takes a few more requests that come at once.
 */
const tellingMs = 20
/** Share of an idle time after which a connection was closed that the next ones are trusted for. */
const trustedShare = 0.9

/** The last use of a connection: none, or an answer of a kind. Servers that close after a stream keep others. */
export type LastUse = 'none' | 'whole' | 'stream'

/**
 * The time for which a server keeps connections that are idle after one use of them, as it has shown. A connection
 * that is lost under a request was closed for being idle only if the server has kept none that was idle for as long:
 * else it had the request, and dropped it. Each loss that is explained so lowers the time for which others are
 * trusted, so that few can be.
 */
export class KeepAlive {
  readonly #isAnswered: boolean
  /** Longest idle time after which a connection still answered, in milliseconds. */
  #keptMs = 0
  /** Idle time from which on connections are not used any more. */
  #limitMs = Number.POSITIVE_INFINITY
  /** Whether connections are closed because of their answer: seen, supposed of one loss, or not. */
  #afterAnswer: 'seen' | 'supposed' | 'no' = 'no'

  constructor(lastUse: LastUse) {
    this.#isAnswered = lastUse !== 'none'
  }

  /** Whether a connection that has been idle for so long is used. */
  trusts(idleMs: number): boolean {
    return this.#afterAnswer === 'no' && idleMs < this.#limitMs
  }

  /** Whether connections are closed after their answer, as it seems. */
  get endsWithAnswer(): boolean {
    return this.#afterAnswer !== 'no'
  }

  /** Whether that was concluded from a loss under a request alone: a connection that is watched may show it. */
  get isSupposed(): boolean {
    return this.#afterAnswer === 'supposed'
  }

  /** Notes that a connection answered after it had been idle for so long. */
  kept(idleMs: number): void {
    if (idleMs < tellingMs) return
    this.#keptMs = Math.max(this.#keptMs, idleMs)
  }

  /** Notes that a connection without a request was closed so soon after its answer, or so late. */
  closed(idleMs: number): void {
    if (this.#isAnswered && idleMs <= closedByAnswerMs) this.#afterAnswer = 'seen'
  }

  /** Notes that a connection was idle after its answer for longer than one that is closed because of it. */
  outlived(): void {
    if (this.#afterAnswer === 'supposed') this.#afterAnswer = 'no'
    this.kept(closedByAnswerMs)
  }

  /**
   * Whether a loss under a request may be the end of a connection that was idle for so long before; if so, others
   * are trusted for less.
   */
  explains(idleMs: number): boolean {
    const isShort = this.#isAnswered && idleMs <= closedByAnswerMs
    if (idleMs < this.#keptMs * (isShort ? 1 : trustedShare)) return false
    if (isShort && this.#afterAnswer === 'no') this.#afterAnswer = 'supposed'
    if (!isShort) this.#limitMs = Math.min(this.#limitMs, idleMs * trustedShare)
    return true
  }
}
