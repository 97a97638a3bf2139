import { timers } from '../../clock.ts'
import { formatLimit } from '../../figures.ts'
import { onceRead } from '../../read-turns.ts'
import type { HttpTimeouts } from '../../http/socket/client.ts'
import type { HttpFailure } from '../../http/failure.ts'

/** Time-outs of a call: an SDK opens its own connections. */
export type CallTimeouts = Omit<HttpTimeouts, 'connectMs'>

/** Longest time of a timer in milliseconds: one of more would fire at once. */
const longestTimer = 2 ** 31 - 1

/**
 * Milliseconds in which an SDK passes on what had come when a time-out ran out: of a process that was late the timers
 * come before the reads, and an answer may be unpacked elsewhere.
 */
const passingOnMs = 10

/** Cuts a call short when it takes too long, or when the block it belongs to is aborted. */
export class CallWatch {
  readonly #controller = new AbortController()
  readonly #timeouts: CallTimeouts
  readonly #block: AbortSignal
  readonly #total: NodeJS.Timeout
  #silence: NodeJS.Timeout
  /** Number of generated parts that have come. */
  #generated = 0
  #ended = false
  #failure: HttpFailure | null = null

  constructor(timeouts: CallTimeouts, block: AbortSignal) {
    this.#timeouts = timeouts
    this.#block = block
    const { firstTokenMs, totalMs } = timeouts
    this.#total = timer(totalMs, () =>
      oncePassedOn(() =>
        this.#cut({ class: 'total-timeout', message: `no complete answer within ${formatLimit(totalMs, 'ms')}` }),
      ),
    )
    this.#silence = timer(firstTokenMs, () =>
      this.#cutUnlessGenerated({
        class: 'first-token-timeout',
        message: `no generated token within ${formatLimit(firstTokenMs, 'ms')}`,
      }),
    )
    block.addEventListener('abort', this.#abort, { once: true })
    if (block.aborted) this.#abort()
  }

  /** Signal for the call, aborted when it is cut short. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Time-out that cut the call short; null when none did, or its block was aborted. */
  get failure(): HttpFailure | null {
    return this.#failure
  }

  /** Notes that a generated part has come. */
  generated(): void {
    this.#generated++
    if (this.#generated > 1) {
      this.#silence.refresh()
      return
    }
    timers.clearTimeout(this.#silence)
    const { stallMs } = this.#timeouts
    this.#silence = timer(stallMs, () =>
      this.#cutUnlessGenerated({ class: 'stall', message: `no further token within ${formatLimit(stallMs, 'ms')}` }),
    )
  }

  /** Ends the watch when the call is over. */
  end(): void {
    this.#ended = true
    timers.clearTimeout(this.#total)
    timers.clearTimeout(this.#silence)
    this.#block.removeEventListener('abort', this.#abort)
  }

  #cutUnlessGenerated(failure: HttpFailure): void {
    const before = this.#generated
    oncePassedOn(() => {
      if (this.#generated === before) this.#cut(failure)
    })
  }

  #cut(failure: HttpFailure): void {
    if (this.#ended || this.signal.aborted) return
    this.#failure = failure
    this.#controller.abort()
  }

  readonly #abort = (): void => {
    this.#controller.abort()
  }
}

function timer(milliseconds: number, fire: () => void): NodeJS.Timeout {
  return timers.setTimeout(fire, Math.min(milliseconds, longestTimer))
}

function oncePassedOn(task: () => void): void {
  timers.setTimeout(() => onceRead(task), passingOnMs)
}
