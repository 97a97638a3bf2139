import type { Redact } from '../redact.ts'
import type { Origin } from './origin.ts'

/** Time-outs of the phases of a request, in milliseconds. */
export interface HttpTimeouts {
  /** Time-out of DNS, TCP and TLS together. */
  readonly connectMs: number
  /** Time-out from the send to the first generated token; an empty role chunk is none. */
  readonly firstTokenMs: number
  /** Time-out from one generated token to the next. */
  readonly stallMs: number
  /** Time-out from being asked for to the last byte. */
  readonly totalMs: number
}

/** A request before it is sent, `method` to `body` as HTTP has them. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  /** Path below the base path of the client. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** 'stream' awaits generated tokens; 'whole' knows only the connect and total time-outs. */
  readonly expects: 'stream' | 'whole'
}

/** A request's way to its server. */
export interface RequestWay extends Pick<Origin, 'url' | 'proxy'> {
  readonly request: HttpRequest
  /** Path and query it was meant for. */
  readonly asked: string
  readonly redact: Redact
}
