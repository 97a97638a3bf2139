/** How long each phase of a request may take, in milliseconds. */
export interface HttpTimeouts {
  /** DNS, TCP and TLS together. */
  readonly connectMs: number
  /** From the send to the first generated token; an empty role chunk is none. */
  readonly firstTokenMs: number
  /** From one generated token to the next. */
  readonly stallMs: number
  /** From being asked for to the last byte. */
  readonly totalMs: number
}

/** One request. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  /** Joined to the base path. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** 'stream' awaits generated tokens; 'whole' knows only the connect and total time-outs. */
  readonly expects: 'stream' | 'whole'
}
