/** Most bytes of a request's head and body. */
const mostHeadBytes = 64 * 1024
const mostBodyBytes = 64 * 1024 * 1024
const nothing: Buffer = Buffer.alloc(0)

/** One HTTP/1.x request, read to its end. */
export interface HttpRequest {
  readonly method: string
  /** Path without the query. */
  readonly path: string
  /** Query without `?`; empty for none. */
  readonly query: string
  /** Values of the headers by lower-case name. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
  /** Whether the connection can serve another request. */
  readonly keepAlive: boolean
  /** Moment at which its first byte was read, in milliseconds of CLOCK_MONOTONIC. */
  readonly arrived: number
  /** Moment at which its last byte was read, in milliseconds of CLOCK_MONOTONIC. */
  readonly received: number
}

/** A request that cannot be read; the connection is of no more use. */
export class UnreadableRequest extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

interface Head {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: ReadonlyMap<string, string>
  readonly keepAlive: boolean
  /** Number of bytes of the body; null when it comes in chunks. */
  readonly length: number | null
}

/** Reads the requests of one connection from whatever pieces the socket brings. */
export class RequestParser {
  #pieces: Buffer[] = []
  #size = 0
  /** Number of bytes without which there is nothing new to see, so that the pieces are not joined. */
  #needed = 1
  #head: Head | null = null
  #body: Buffer[] = []
  #bodySize = 0
  #arrived = 0

  /** Whether a client waits for "100 Continue" before it sends the body. */
  expectsContinue = false

  /** Keeps bytes for later: a request that comes before the last one is answered. */
  hold(bytes: Buffer): void {
    this.#pieces.push(bytes)
    this.#size += bytes.length
    if (this.#size > mostHeadBytes + mostBodyBytes) throw new UnreadableRequest(413, 'the request is too large')
  }

  /**
   * The request that is complete with these bytes, or null.
   * @param at moment at which they were read
   * @throws UnreadableRequest for bytes that are no request
   */
  push(bytes: Buffer, at: number): HttpRequest | null {
    if (this.#head === null && this.#size === 0) this.#arrived = at
    if (bytes.length > 0) this.hold(bytes)
    if (this.#size < this.#needed) return null
    const joined = this.#pieces.length === 1 ? (this.#pieces[0] as Buffer) : Buffer.concat(this.#pieces)
    const rest = this.#read(joined)
    const complete = this.#head !== null && this.#needed === 0
    this.#pieces = rest.length === 0 ? [] : [rest]
    this.#size = rest.length
    return complete ? this.#take(at) : null
  }

  /** Reads as far as it can; `needed` is 0 when the request is complete. Returns the bytes that are left. */
  #read(bytes: Buffer): Buffer {
    let rest = bytes
    if (this.#head === null) {
      const end = rest.indexOf('\r\n\r\n')
      if (end === -1 ? rest.length > mostHeadBytes : end > mostHeadBytes) {
        throw new UnreadableRequest(431, 'the request head is too large')
      }
      if (end === -1) return this.#wait(rest, rest.length + 1)
      this.#head = parseHead(rest.toString('latin1', 0, end))
      rest = rest.subarray(end + 4)
      this.expectsContinue = rest.length === 0 && this.#head.headers.get('expect')?.toLowerCase() === '100-continue'
    }
    return this.#head.length === null ? this.#readChunks(rest) : this.#readLength(rest, this.#head.length)
  }

  #readLength(bytes: Buffer, length: number): Buffer {
    if (bytes.length < length) return this.#wait(bytes, length)
    this.#body.push(bytes.subarray(0, length))
    return this.#wait(bytes.subarray(length), 0)
  }

  #readChunks(bytes: Buffer): Buffer {
    let rest = bytes
    for (;;) {
      const lineEnd = rest.indexOf('\r\n')
      if (lineEnd === -1) return this.#wait(rest, rest.length + 1)
      const line = rest.toString('latin1', 0, lineEnd)
      const size = Number.parseInt(line, 16)
      if (!/^[\da-f]{1,8}\s*(;|$)/i.test(line)) throw new UnreadableRequest(400, 'a chunk of the body has no size')
      if (size === 0) {
        // Trailers, if any, end with an empty line.
        const end = rest.indexOf('\r\n\r\n', lineEnd)
        return end === -1 ? this.#wait(rest, rest.length + 1) : this.#wait(rest.subarray(end + 4), 0)
      }
      const end = lineEnd + 2 + size + 2
      if (rest.length < end) return this.#wait(rest, end)
      this.#bodySize += size
      if (this.#bodySize > mostBodyBytes) throw new UnreadableRequest(413, 'the request body is too large')
      this.#body.push(rest.subarray(lineEnd + 2, end - 2))
      rest = rest.subarray(end)
    }
  }

  #wait(rest: Buffer, needed: number): Buffer {
    this.#needed = needed
    return rest
  }

  #take(at: number): HttpRequest {
    const { method, path, query, headers, keepAlive } = this.#head as Head
    const body = this.#body.length === 1 ? (this.#body[0] as Buffer) : Buffer.concat(this.#body)
    const arrived = this.#arrived
    this.#head = null
    this.#body = []
    this.#bodySize = 0
    this.#needed = 1
    this.expectsContinue = false
    // Bytes that are already here arrived by now.
    this.#arrived = at
    return { method, path, query, headers, body, keepAlive, arrived, received: at }
  }

  /** A request among the bytes that were kept. @throws UnreadableRequest */
  next(at: number): HttpRequest | null {
    return this.#size === 0 ? null : this.push(nothing, at)
  }
}

function parseHead(text: string): Head {
  const [requestLine = '', ...lines] = text.split('\r\n')
  const [method = '', asked = '', version = ''] = requestLine.split(' ')
  // A proxy is told the whole address (RFC 9112, 3.2.2): asked as one, this server is every host.
  const target = asked.replace(/^http:\/\/[^/?]+(?=\/)/i, '')
  if (!/^[A-Z]+$/.test(method) || !target.startsWith('/') || !/^HTTP\/1\.[01]$/.test(version)) {
    throw new UnreadableRequest(400, 'the request line is not "METHOD /path HTTP/1.1"')
  }
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 1) throw new UnreadableRequest(400, 'a header has no name')
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
  }
  const connection = headers.get('connection')?.toLowerCase() ?? ''
  const keepAlive = version === 'HTTP/1.1' ? connection !== 'close' : connection === 'keep-alive'
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  const query = mark === -1 ? '' : target.slice(mark + 1)
  return { method, path, query, headers, keepAlive, length: bodyLength(headers) }
}

function bodyLength(headers: ReadonlyMap<string, string>): number | null {
  const coding = headers.get('transfer-encoding')
  if (coding !== undefined) {
    if (coding.toLowerCase() !== 'chunked') throw new UnreadableRequest(501, 'only chunked transfer encoding is read')
    return null
  }
  const length = headers.get('content-length') ?? '0'
  if (!/^\d{1,15}$/.test(length)) throw new UnreadableRequest(400, 'content-length is not a number')
  if (Number(length) > mostBodyBytes) throw new UnreadableRequest(413, 'the request body is too large')
  return Number(length)
}
