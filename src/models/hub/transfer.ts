import { createHash, type Hash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { timers } from '../../clock.ts'
import { describeForeignFile } from '../gguf/foreign-file.ts'
import { hashFile } from '../hub-cache/checksum.ts'
import { type Answer, type Asked, askHub, type Patience, reasonOf } from './ask.ts'
import { HubFailure } from './failure.ts'

/** Transfers that are begun again one after the other without a byte more. */
const mostFruitless = 5
const firstWaitMs = 250

/** A file to fetch, and where to. */
export interface Transfer {
  /** Path and query on the hub. */
  readonly path: string
  /** File that what comes is written to, behind what it holds already. */
  readonly partial: string
  /** Size of the whole in bytes; null where it is not known. */
  readonly bytes: number | null
  readonly stallMs: number
  readonly patience: Patience
  readonly onBytes?: ((receivedBytes: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Fetches a file, going on where an earlier transfer stopped, and beginning again where one is cut or stands still.
 * @returns the SHA-256 of the whole file, in hexadecimal digits
 * @throws HubFailure, and Node's own error where the file cannot be written
 */
export async function transfer(hub: Asked, asked: Transfer): Promise<string> {
  await using file = await open(asked.partial, constants.O_RDWR | constants.O_CREAT, 0o644)
  const state = await Received.of(file, asked)
  let fruitless = 0
  while (!state.isWhole) {
    const before = state.bytes
    try {
      await state.goOn(hub)
    } catch (error) {
      asked.signal?.throwIfAborted()
      if (!isCut(error)) throw error
      fruitless = state.bytes > before ? 0 : fruitless + 1
      if (fruitless >= mostFruitless) throw lastOf(error, state, asked)
      await wait(firstWaitMs * 2 ** fruitless, undefined, { signal: asked.signal })
    }
  }
  await file.sync()
  return state.digest()
}

/** Contents that have come so far. */
class Received {
  readonly #file: FileHandle
  readonly #asked: Transfer
  #hash: Hash
  #hasEnded = false
  bytes: number

  private constructor(file: FileHandle, asked: Transfer, bytes: number, hash: Hash) {
    this.#file = file
    this.#asked = asked
    this.bytes = bytes
    this.#hash = hash
  }

  static async of(file: FileHandle, asked: Transfer): Promise<Received> {
    const { size } = await file.stat()
    const state = new Received(file, asked, size, createHash('sha256'))
    // More than there is, or one of which nobody can say whether it is all: it is no beginning of this file.
    if (asked.bytes === null || size > asked.bytes) await state.#beginAgain()
    else if (size > 0) await hashFile(asked.partial, state.#hash, undefined, asked.signal)
    return state
  }

  get isWhole(): boolean {
    return this.#hasEnded || this.bytes === this.#asked.bytes
  }

  digest(): string {
    return this.#hash.digest('hex')
  }

  async goOn(hub: Asked): Promise<void> {
    const { path, patience, signal, stallMs } = this.#asked
    const stall = new StallWatch(stallMs)
    const watched = signal === undefined ? stall.signal : AbortSignal.any([signal, stall.signal])
    try {
      const range = this.bytes === 0 ? {} : { range: `bytes=${this.bytes}-` }
      const answer = await askHub(hub, { method: 'GET', path, headers: range, patience, signal: watched })
      await this.#begin(answer)
      await this.#take(answer, stall)
    } finally {
      stall.stop()
    }
  }

  async #begin({ response, host }: Answer): Promise<void> {
    if (this.bytes === 0) return
    const [, from, whole] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '') ?? []
    const { bytes } = this.#asked
    const isOther = bytes !== null && whole !== undefined && whole !== '*' && Number(whole) !== bytes
    if (response.status === 206 && Number(from) === this.bytes && !isOther) return
    await this.#beginAgain()
    if (response.status === 200) return
    await response.body?.cancel().catch(() => {})
    throw new Cut(host, 'it sent another part than it was asked for')
  }

  async #take({ response, host }: Answer, stall: StallWatch): Promise<void> {
    const { bytes: whole, onBytes } = this.#asked
    if (response.body === null) throw new Cut(host, 'an empty answer')
    try {
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
        stall.heard()
        if (this.bytes === 0) assertGguf(chunk, host)
        if (whole !== null && this.bytes + chunk.length > whole)
          throw new HubFailure(host, {
            kind: 'other-contents',
            expected: `${whole} bytes`,
            found: 'more than these',
          })
        await writeAll(this.#file, chunk, this.bytes)
        this.#hash.update(chunk)
        this.bytes += chunk.length
        onBytes?.(this.bytes)
      }
    } catch (error) {
      if (error instanceof HubFailure || isOfDisk(error)) throw error
      throw new Cut(host, stall.signal.aborted ? 'nothing came any more' : reasonOf(error))
    }
    if (whole === null) this.#hasEnded = true
    else if (this.bytes < whole) throw new Cut(host, 'the connection was closed')
  }

  async #beginAgain(): Promise<void> {
    await this.#file.truncate(0)
    this.bytes = 0
    this.#hash = createHash('sha256')
  }
}

/** A transfer that stopped before its end. */
class Cut extends Error {
  override readonly name = 'Cut'
  readonly host: string

  constructor(host: string, reason: string) {
    super(reason)
    this.host = host
  }
}

function isCut(error: unknown): error is Cut | HubFailure {
  return error instanceof Cut || (error instanceof HubFailure && error.reason.kind === 'unreachable')
}

function lastOf(error: Cut | HubFailure, { bytes }: Received, asked: Transfer): HubFailure {
  if (error instanceof HubFailure) return error
  return new HubFailure(error.host, {
    kind: 'cut',
    receivedBytes: bytes,
    totalBytes: asked.bytes,
    reason: error.message,
  })
}

/** Aborts what waits for bytes that do not come. */
class StallWatch {
  readonly #controller = new AbortController()
  readonly #ms: number
  #timer: NodeJS.Timeout

  constructor(ms: number) {
    this.#ms = ms
    this.#timer = this.#armed()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  heard(): void {
    this.#timer.refresh()
  }

  stop(): void {
    timers.clearTimeout(this.#timer)
  }

  #armed(): NodeJS.Timeout {
    return timers.setTimeout(() => this.#controller.abort(), this.#ms)
  }
}

/** A chunk may be written in parts, as to a disk that is nearly full. */
async function writeAll(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < chunk.length;) {
    const { bytesWritten } = await file.write(chunk, written, chunk.length - written, position + written)
    written += bytesWritten
  }
}

function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && /^(?:write|pwrite|ftruncate)/.test(String(error.syscall))
}

/** Refuses what is no model before gigabytes of it have come. */
function assertGguf(start: Uint8Array, host: string): void {
  if (start.length < 4 || Buffer.from(start.subarray(0, 4)).toString('latin1') === 'GGUF') return
  throw new HubFailure(
    host,
    /^\s*</.test(Buffer.from(start.subarray(0, 64)).toString('latin1'))
      ? { kind: 'web-page' }
      : { kind: 'no-gguf', what: describeForeignFile(start.subarray(0, 64)) },
  )
}
