import { endsWithMark } from '../answer/end-mark.ts'
import { readHead } from '../response/response-head.ts'

const head = 0
const byLength = 1
const chunkSize = 2
const chunkExtension = 3
const chunkData = 4
const chunkDataEnd = 5
const trailer = 6
const untilEnd = 7
const done = 8

/** State in which a body that is not chunked begins. */
const statesOf = { none: done, length: byLength, 'until-end': untilEnd } as const

const lineFeed = 10
const carriageReturn = 13
/** Largest chunk, in bytes: what is longer would lose digits. */
const largestChunk = 2 ** 48
const longestBody = 256 * 1024 * 1024

/**
 * Takes one HTTP/1.1 answer apart as it is read: the head once, then only where the body's pieces
 * begin and end. Payload is copied and never looked at.
 */
export class ResponseReader {
  /** Stamp of each read that brought bytes of the body. */
  readonly readTimes: number[] = []
  /** Bytes of the body known after each of those reads. */
  readonly readEnds: number[] = []
  headers: ReadonlyMap<string, string> = new Map()
  status: number | null = null
  reason = ''
  /** Reason why the answer is no HTTP/1.1, or null. */
  problem: string | null = null
  /** Whether any byte has arrived. */
  begun = false
  /** Whether the connection can carry another request once this answer is complete. */
  reusable = true
  #state = head
  #head = ''
  #body: Buffer
  #length = 0
  /** Payload bytes still to come of the body or of its current chunk. */
  #remaining = 0
  #digits = 0
  #lineLength = 0

  constructor(expectedBytes: number) {
    this.#body = Buffer.allocUnsafeSlow(expectedBytes)
  }

  get complete(): boolean {
    return this.#state === done
  }

  get length(): number {
    return this.#length
  }

  get body(): Buffer {
    return this.#body.subarray(0, this.#length)
  }

  /** Takes the first `size` bytes of `source`, read at `at`; true once nothing more is awaited. */
  read(at: number, source: Buffer, size: number): boolean {
    this.begun = true
    const before = this.#length
    let offset = this.#state === head ? this.#readHead(source, size) : 0
    while (offset < size && this.#state !== done && this.problem === null) {
      offset = this.#step(source, offset, size)
    }
    if (this.#length > before) {
      this.readTimes.push(at)
      this.readEnds.push(this.#length)
    }
    // Bytes nobody asked for: what follows on this connection cannot be trusted.
    if (offset < size) this.reusable = false
    return this.#state === done || this.problem !== null
  }

  /** Whether what has come of the body ends with the end mark of an event stream. */
  get endsWithMark(): boolean {
    return endsWithMark(this.#body, this.#length)
  }

  /** Notes that the server closed the connection; true when that completes the answer. */
  end(): boolean {
    this.reusable = false
    // Behind the last chunk come only trailers, which nobody reads.
    if (this.#state === untilEnd || this.#state === trailer) this.#state = done
    return this.#state === done
  }

  #step(source: Buffer, offset: number, size: number): number {
    switch (this.#state) {
      case chunkData:
      case byLength: {
        const end = Math.min(size, offset + this.#remaining)
        this.#take(source, offset, end)
        this.#remaining -= end - offset
        if (this.#remaining === 0) this.#state = this.#state === byLength ? done : chunkDataEnd
        return end
      }
      case chunkSize:
        return this.#readChunkSize(source, offset, size)
      case chunkExtension: {
        let next = offset
        while (next < size && source[next] !== lineFeed) next++
        if (next < size) this.#chunkBegins()
        return next + 1
      }
      case chunkDataEnd: {
        const byte = source[offset]
        if (byte === lineFeed) this.#expectChunk()
        else if (byte !== carriageReturn) this.problem = 'a chunk is longer than its size says'
        return offset + 1
      }
      case trailer:
        return this.#readTrailer(source, offset, size)
      default:
        this.#take(source, offset, size)
        return size
    }
  }

  #readChunkSize(source: Buffer, from: number, size: number): number {
    let offset = from
    while (offset < size) {
      const byte = source[offset++] ?? 0
      const digit = hexDigit(byte)
      if (digit >= 0) {
        this.#remaining = this.#remaining * 16 + digit
        this.#digits++
        if (this.#remaining > largestChunk) this.problem = 'a chunk size is too long'
        continue
      }
      if (this.#digits === 0) this.problem = 'a chunk size is missing'
      if (byte === lineFeed) this.#chunkBegins()
      else this.#state = chunkExtension
      return offset
    }
    return offset
  }

  #expectChunk(): void {
    this.#state = chunkSize
    this.#remaining = 0
    this.#digits = 0
  }

  #chunkBegins(): void {
    this.#lineLength = 0
    this.#state = this.#remaining === 0 ? trailer : chunkData
  }

  #readTrailer(source: Buffer, from: number, size: number): number {
    let offset = from
    while (offset < size) {
      const byte = source[offset++]
      if (byte === lineFeed) {
        if (this.#lineLength === 0) {
          this.#state = done
          return offset
        }
        this.#lineLength = 0
      } else if (byte !== carriageReturn) this.#lineLength++
    }
    return offset
  }

  #take(source: Buffer, from: number, to: number): void {
    const needed = this.#length + to - from
    if (needed > this.#body.length) {
      if (needed > longestBody) {
        this.problem = 'the answer is larger than 256 MiB'
        return
      }
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#body.length * 2))
      this.#body.copy(grown, 0, 0, this.#length)
      this.#body = grown
    }
    source.copy(this.#body, this.#length, from, to)
    this.#length = needed
  }

  /** Reads the head; returns the offset in `source` where the body begins, or `size` while it is incomplete. */
  #readHead(source: Buffer, size: number): number {
    this.#head += source.toString('latin1', 0, size)
    const reading = readHead(this.#head)
    if (reading.state === 'incomplete') return size
    this.#head = ''
    if (reading.state === 'problem') {
      this.problem = reading.problem
      return size
    }
    const { status, reason, headers, keepAlive, framing } = reading.head
    this.status = status
    this.reason = reason
    this.headers = headers
    this.reusable = keepAlive
    if (framing.kind === 'chunked') this.#expectChunk()
    else if (framing.kind === 'length') this.#remaining = framing.bytes
    if (framing.kind !== 'chunked') this.#state = statesOf[framing.kind]
    return size - reading.restLength
  }
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48
  const lower = byte | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}
