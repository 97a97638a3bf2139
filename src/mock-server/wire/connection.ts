import type { Socket } from 'node:net'
import { now } from '../../clock.ts'
import { afterReads } from '../../read-turns.ts'
import { type HttpRequest, RequestParser, UnreadableRequest } from './request-parser.ts'

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  407: 'Proxy Authentication Required',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  505: 'HTTP Version Not Supported',
}

/** First lines of an answer, up to the headers. */
export function statusLine(status: number): string {
  return `HTTP/1.1 ${status} ${reasons[status] ?? 'Unknown'}\r\n`
}

/** One client's connection: its requests, one after the other, and the writing of their answers. */
export class Connection {
  /** Socket of the answers, written to directly where every microsecond counts. */
  readonly socket: Socket
  /** Socket below TLS; the same one without it. */
  readonly #transport: Socket
  readonly #parser = new RequestParser()
  readonly #answer: (request: HttpRequest, connection: Connection) => void
  #current: HttpRequest | null = null
  /** Whether the client is gone. */
  #left = false
  /** Called when the client goes before its answer is complete. */
  whenGone: (() => void) | null = null

  constructor(socket: Socket, transport: Socket, answer: (request: HttpRequest, connection: Connection) => void) {
    this.socket = socket
    this.#transport = transport
    this.#answer = answer
    socket.on('data', (bytes: Buffer) => this.#take(bytes))
    socket.on('end', () => this.#gone())
    socket.on('close', () => this.#gone())
    // A client that goes away is no error of this server's; `close` follows.
    socket.on('error', () => {})
  }

  /** Writes a whole answer at once. */
  reply(status: number, type: string, body: Buffer | string, headers = ''): void {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body
    const head = `${statusLine(status)}content-type: ${type}\r\n${headers}content-length: ${bytes.length}\r\n\r\n`
    this.socket.write(Buffer.concat([Buffer.from(head, 'latin1'), bytes]))
    this.complete()
  }

  replyJson(status: number, value: unknown, headers = ''): void {
    this.reply(status, 'application/json', JSON.stringify(value), headers)
  }

  /** Writes an error as the API words it. */
  refuse(status: number, message: string, { type, code = null, param = null, headers = '' }: Refusal): void {
    this.replyJson(status, { error: { message, type, param, code } }, headers)
  }

  /** Goes on to the next request once the answer is written. */
  complete(): void {
    const keepAlive = this.#current?.keepAlive ?? false
    this.#current = null
    this.whenGone = null
    if (!keepAlive) this.end()
    // Not at once: whoever completes an answer may still have to note that it did.
    else queueMicrotask(() => this.#proceed())
  }

  /** Closes after all that was written (FIN). */
  end(): void {
    this.whenGone = null
    this.socket.end()
  }

  /** Closes at once (RST). */
  reset(): void {
    this.whenGone = null
    this.#transport.resetAndDestroy()
    this.socket.destroy()
  }

  #take(bytes: Buffer): void {
    const at = now()
    this.#guard(() => {
      if (this.#current === null) this.#start(this.#parser.push(bytes, at))
      else this.#parser.hold(bytes)
    })
  }

  #proceed(): void {
    if (this.#current === null && !this.socket.destroyed) this.#guard(() => this.#start(this.#parser.next(now())))
  }

  #start(request: HttpRequest | null): void {
    if (request === null) {
      if (this.#parser.expectsContinue) this.socket.write('HTTP/1.1 100 Continue\r\n\r\n')
      this.#parser.expectsContinue = false
      return
    }
    this.#current = request
    // What others have sent by now is stamped first: an answer takes many times as long to begin as a read.
    afterReads(() => this.#guard(() => this.#begin(request)))
  }

  #begin(request: HttpRequest): void {
    this.#answer(request, this)
    if (this.#left) this.#gone()
  }

  #guard(read: () => void): void {
    try {
      read()
    } catch (error) {
      this.#current = null
      this.whenGone = null
      const status = error instanceof UnreadableRequest ? error.status : 500
      const message = error instanceof Error ? error.message : String(error)
      this.refuse(status, message, { type: status === 500 ? 'server_error' : 'invalid_request_error' })
    }
  }

  #gone(): void {
    this.#left = true
    const tell = this.whenGone
    this.whenGone = null
    tell?.()
  }
}

/** Type, code, field and headers of a refusal. */
export interface Refusal {
  readonly type: string
  readonly code?: string | null
  /** Field of the request that it is about. */
  readonly param?: string | null
  /** Further header lines, each with its end of line. */
  readonly headers?: string
}
