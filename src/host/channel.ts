import type { Socket } from 'node:net'
import { deserialize, serialize } from 'node:v8'
import { LlmBenchError, type LlmBenchErrorCode } from '../errors.ts'

/** Answers one request; `event` sends intermediate news to whoever asked. */
export type Handler = (params: never, event: (data: unknown) => void) => unknown

type Frame =
  | { kind: 'request'; id: number; method: string; params: unknown }
  | { kind: 'event'; id: number; data: unknown }
  | { kind: 'result'; id: number; value: unknown }
  | { kind: 'error'; id: number; code: LlmBenchErrorCode | null; message: string }

type Answer = Extract<Frame, { kind: 'result' | 'error' }> | { kind: 'lost' }

interface Pending {
  readonly settle: (answer: Answer) => void
  readonly onEvent: ((data: unknown) => void) | undefined
}

const headerBytes = 4

/**
 * Requests, answers and events over a local socket: frames of a 32-bit length and a v8-serialized
 * value, which carries float arrays without a detour through text.
 */
export class Channel {
  readonly #socket: Socket
  readonly #handlers: Readonly<Record<string, Handler>>
  readonly #pending = new Map<number, Pending>()
  #nextId = 1
  #received: Buffer = Buffer.alloc(0)
  /** Settles when the connection is gone, however it went. */
  readonly closed: Promise<void>

  constructor(socket: Socket, handlers: Readonly<Record<string, Handler>> = {}) {
    this.#socket = socket
    this.#handlers = handlers
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('error', () => socket.destroy())
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        for (const { settle } of this.#pending.values()) settle({ kind: 'lost' })
        this.#pending.clear()
        resolve()
      })
    })
  }

  /**
   * Asks the other side and waits for its answer.
   * @throws LlmBenchError with the other side's code and message, or `host-crashed` when the
   * connection is lost first.
   */
  async request<Result>(method: string, params: unknown, onEvent?: (data: never) => void): Promise<Result> {
    if (this.#socket.destroyed) throw connectionLost()
    const id = this.#nextId++
    const answer = await new Promise<Answer>((settle) => {
      this.#pending.set(id, { settle, onEvent: onEvent as ((data: unknown) => void) | undefined })
      this.#send({ kind: 'request', id, method, params })
    })
    if (answer.kind === 'result') return answer.value as Result
    // Made here, after the await: its stack leads to whoever asked.
    if (answer.kind === 'lost') throw connectionLost()
    throw new LlmBenchError(answer.code ?? 'engine-failed', answer.message)
  }

  /** Lets the process end although the connection is open. */
  unref(): void {
    this.#socket.unref()
  }

  /** Keeps the process alive while an answer is awaited. */
  ref(): void {
    this.#socket.ref()
  }

  close(): void {
    this.#socket.destroy()
  }

  #send(frame: Frame): void {
    if (this.#socket.destroyed) return
    const body = serialize(frame)
    const header = Buffer.allocUnsafe(headerBytes)
    header.writeUInt32LE(body.length)
    this.#socket.cork()
    this.#socket.write(header)
    this.#socket.write(body)
    this.#socket.uncork()
  }

  #read(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    let offset = 0
    while (this.#received.length - offset >= headerBytes) {
      const length = this.#received.readUInt32LE(offset)
      const start = offset + headerBytes
      if (this.#received.length - start < length) break
      offset = start + length
      this.#receive(deserialize(this.#received.subarray(start, offset)) as Frame)
    }
    this.#received = this.#received.subarray(offset)
  }

  #receive(frame: Frame): void {
    if (frame.kind === 'request') {
      void this.#answer(frame)
      return
    }
    const pending = this.#pending.get(frame.id)
    if (pending === undefined) return
    if (frame.kind === 'event') {
      pending.onEvent?.(frame.data)
      return
    }
    this.#pending.delete(frame.id)
    pending.settle(frame)
  }

  async #answer(frame: Extract<Frame, { kind: 'request' }>): Promise<void> {
    const { id, method, params } = frame
    try {
      const handler = this.#handlers[method]
      if (handler === undefined) throw new TypeError(`unknown request "${method}"`)
      const value = await handler(params as never, (data) => this.#send({ kind: 'event', id, data }))
      this.#send({ kind: 'result', id, value })
    } catch (error) {
      const code = error instanceof LlmBenchError ? error.code : null
      this.#send({ kind: 'error', id, code, message: error instanceof Error ? error.message : String(error) })
    }
  }
}

function connectionLost(): LlmBenchError {
  return new LlmBenchError('host-crashed', 'the connection to the other process was lost')
}
