import { LlmBenchError, type LlmBenchErrorCode } from '../errors.ts'
import type { CallMap, EventOf, Handlers, NoCalls } from './calls.ts'
import type { Wire } from './wire.ts'

type Frame =
  | { kind: 'request'; id: number; name: string; asked: unknown }
  | { kind: 'event'; id: number; data: unknown }
  | { kind: 'result'; id: number; value: unknown }
  | { kind: 'error'; id: number; code: LlmBenchErrorCode | null; message: string }

type Answer = Extract<Frame, { kind: 'result' | 'error' }> | { kind: 'lost' }

interface Pending {
  readonly settle: (answer: Answer) => void
  readonly onEvent: ((data: never) => void) | undefined
}

/** A handler of any call: data that comes over the wire has no type. */
type AnyHandler = (asked: never, event: (data: unknown) => void) => unknown

/**
 * Calls, answers and events between two processes. `Theirs` are the calls that the other one takes, `Ours`
 * those that this one does. This process stays alive for as long as it waits for an answer.
 */
export class Channel<Theirs extends CallMap<Theirs>, Ours extends CallMap<Ours> = NoCalls> {
  readonly #wire: Wire
  readonly #handlers: ReadonlyMap<string, AnyHandler>
  readonly #pending = new Map<number, Pending>()
  #nextId = 1
  /** Settles when the connection is gone, however it went. */
  readonly closed: Promise<void>

  constructor(wire: Wire, handlers: Handlers<Ours>) {
    this.#wire = wire
    this.#handlers = new Map(Object.entries<AnyHandler>(handlers))
    this.closed = new Promise((resolve) => {
      wire.open(
        (frame) => this.#receive(frame as Frame),
        () => {
          for (const { settle } of this.#pending.values()) settle({ kind: 'lost' })
          this.#pending.clear()
          resolve()
        },
      )
    })
    wire.hold(false)
  }

  /**
   * Asks the other side and waits for its answer.
   * @throws LlmBenchError with the other side's code and message, or `host-crashed` when the
   * connection is lost first.
   */
  async request<Name extends keyof Theirs & string>(
    name: Name,
    asked: Theirs[Name]['asked'],
    onEvent?: (data: EventOf<Theirs[Name]>) => void,
  ): Promise<Theirs[Name]['answer']> {
    if (!this.#wire.isOpen) throw connectionLost()
    const id = this.#nextId++
    const answer = await new Promise<Answer>((settle, reject) => {
      this.#pending.set(id, { settle, onEvent })
      this.#wire.hold(true)
      try {
        this.#send({ kind: 'request', id, name, asked })
      } catch (error) {
        // It never left: nobody is going to answer.
        this.#forget(id)
        reject(error)
      }
    })
    if (answer.kind === 'result') return answer.value
    // Made here, after the await: its stack leads to whoever asked.
    if (answer.kind === 'lost') throw connectionLost()
    throw new LlmBenchError(answer.code ?? 'engine-failed', answer.message)
  }

  close(): void {
    this.#wire.close()
  }

  #send(frame: Frame): void {
    if (this.#wire.isOpen) this.#wire.send(frame)
  }

  #receive(frame: Frame): void {
    if (frame.kind === 'request') {
      void this.#answer(frame)
      return
    }
    const pending = this.#pending.get(frame.id)
    if (pending === undefined) return
    if (frame.kind === 'event') {
      pending.onEvent?.(frame.data as never)
      return
    }
    this.#forget(frame.id)
    pending.settle(frame)
  }

  #forget(id: number): void {
    this.#pending.delete(id)
    if (this.#pending.size === 0) this.#wire.hold(false)
  }

  async #answer(frame: Extract<Frame, { kind: 'request' }>): Promise<void> {
    const { id, name, asked } = frame
    try {
      const handler = this.#handlers.get(name)
      if (handler === undefined) throw new TypeError(`unknown request "${name}"`)
      const value = await handler(asked as never, (data) => this.#send({ kind: 'event', id, data }))
      this.#send({ kind: 'result', id, value })
    } catch (error) {
      const code = error instanceof LlmBenchError ? error.code : null
      this.#send({ kind: 'error', id, code, message: error instanceof Error ? error.message : String(error) })
    }
  }
}

/** Takes the calls of the other side, and makes none. */
export function takeCalls<Ours extends CallMap<Ours>>(wire: Wire, handlers: Handlers<Ours>): Channel<NoCalls, Ours> {
  return new Channel<NoCalls, Ours>(wire, handlers)
}

function connectionLost(): LlmBenchError {
  return new LlmBenchError('host-crashed', 'the connection to the other process was lost')
}
