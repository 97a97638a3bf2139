import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { now } from '../../src/clock.ts'

/** One event of a stream, and when the read that completed it came. */
export interface StreamEvent {
  readonly data: string
  readonly at: number
}

/** What came back over a bare socket. */
export interface RawAnswer {
  readonly head: string
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  /** Body bytes with the chunk framing removed, as far as it was sound. */
  readonly body: Buffer
  readonly events: readonly StreamEvent[]
  /** Everything received. */
  readonly raw: Buffer
  readonly firstByteAt: number
  /** How the connection was left: `open` when the answer was complete, or when waiting ended. */
  readonly end: 'complete' | 'closed' | 'reset' | 'open'
  readonly sentAt: number
  readonly endAt: number
}

export interface RawRequest {
  readonly body?: unknown
  readonly path?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The body's bytes in pieces, sent one after the other with chunked transfer encoding. */
  readonly chunked?: readonly string[]
  /** Gives up waiting after so many milliseconds. */
  readonly waitMs?: number
}

/** A connection that sends requests byte by byte as told and reads whatever comes. */
export class RawClient implements AsyncDisposable {
  readonly socket: Socket

  private constructor(socket: Socket) {
    this.socket = socket
  }

  static async open(port: number, ca?: string): Promise<RawClient> {
    const socket =
      ca === undefined
        ? connect({ port, host: '127.0.0.1', noDelay: true })
        : connectTls({ port, host: '127.0.0.1', ca })
    await new Promise<void>((resolve, reject) => {
      socket.once(ca === undefined ? 'connect' : 'secureConnect', resolve)
      socket.once('error', reject)
    })
    return new RawClient(socket)
  }

  async request(request: RawRequest): Promise<RawAnswer> {
    const answer = this.receive(request.waitMs ?? 20_000)
    this.socket.write(requestText(request))
    return await answer
  }

  /** Reads until an answer is complete, the connection ends or the time is over. */
  async receive(waitMs: number): Promise<RawAnswer> {
    const reads: { bytes: Buffer; at: number }[] = []
    const sentAt = now()
    const end = await new Promise<RawAnswer['end']>((resolve) => {
      const timer = setTimeout(() => resolve('open'), waitMs)
      const finish = (how: RawAnswer['end']): void => {
        clearTimeout(timer)
        this.socket.removeAllListeners('data')
        resolve(how)
      }
      this.socket.on('data', (bytes: Buffer) => {
        reads.push({ bytes, at: now() })
        if (isComplete(Buffer.concat(reads.map((read) => read.bytes)))) finish('complete')
      })
      this.socket.once('error', (error: NodeJS.ErrnoException) =>
        finish(error.code === 'ECONNRESET' ? 'reset' : 'closed'),
      )
      this.socket.once('end', () => finish('closed'))
    })
    return parseAnswer(reads, end, sentAt)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy()
    await Promise.resolve()
  }
}

/** One request on a connection of its own. */
export async function ask(port: number, request: RawRequest, ca?: string): Promise<RawAnswer> {
  await using client = await RawClient.open(port, ca)
  return await client.request(request)
}

/** A chat request for a stream. */
export function chat(options: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { model: 'mock-model', stream: true, messages: [{ role: 'user', content: 'one two three four' }], ...options }
}

/** The texts of a stream's content, reasoning and tool-call arguments. */
export function texts(answer: RawAnswer): {
  content: string
  reasoning: string
  toolArguments: string
  deltas: number
} {
  let [content, reasoning, toolArguments] = ['', '', '']
  let deltas = 0
  for (const { delta } of choices(answer)) {
    content += delta?.content ?? ''
    reasoning += delta?.reasoning_content ?? delta?.reasoning ?? ''
    toolArguments += delta?.tool_calls?.[0]?.function.arguments ?? ''
    if (delta?.content || delta?.reasoning_content || delta?.reasoning || delta?.tool_calls) deltas++
  }
  return { content, reasoning, toolArguments, deltas }
}

interface Choice {
  readonly text?: string
  readonly finish_reason: string | null
  readonly delta?: {
    readonly role?: string
    readonly content?: string
    readonly reasoning_content?: string
    readonly reasoning?: string
    readonly tool_calls?: readonly {
      readonly id?: string
      readonly function: { readonly name?: string; readonly arguments: string }
    }[]
  }
}

/** The choices of a stream's events that are JSON. */
export function choices(answer: RawAnswer): Choice[] {
  return json(answer).flatMap((event) => (event['choices'] ?? []) as Choice[])
}

/** The events of a stream that are JSON. */
export function json(answer: RawAnswer): Record<string, unknown>[] {
  return answer.events.flatMap(({ data }) => {
    try {
      return [JSON.parse(data) as Record<string, unknown>]
    } catch {
      return []
    }
  })
}

/** The usage of a stream or of a whole answer. */
export function usage(answer: RawAnswer): Record<string, unknown> | undefined {
  const events =
    answer.events.length > 0 ? json(answer) : [JSON.parse(answer.body.toString()) as Record<string, unknown>]
  return events.find((event) => event['usage'] !== undefined)?.['usage'] as Record<string, unknown> | undefined
}

function requestText({
  body,
  path = '/v1/chat/completions',
  method = 'POST',
  headers = {},
  chunked,
}: RawRequest): string {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const start = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n${lines.join('')}`
  if (chunked === undefined) return `${start}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
  const pieces = chunked.map((piece) => `${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`)
  return `${start}transfer-encoding: chunked\r\n\r\n${pieces.join('')}0\r\n\r\n`
}

function isComplete(bytes: Buffer): boolean {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd === -1) return false
  const head = bytes.toString('latin1', 0, headEnd)
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  if (length !== undefined) return bytes.length >= headEnd + 4 + Number(length)
  return /transfer-encoding: chunked/i.test(head) && dechunk(bytes.subarray(headEnd + 4)).complete
}

function dechunk(bytes: Buffer): { body: Buffer; ends: number[]; complete: boolean } {
  const pieces: Buffer[] = []
  const ends: number[] = []
  let place = 0
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', place)
    const line = lineEnd === -1 ? '' : bytes.toString('latin1', place, lineEnd)
    if (!/^[\da-f]+$/.test(line)) return { body: Buffer.concat(pieces), ends, complete: false }
    const size = Number.parseInt(line, 16)
    if (size === 0) return { body: Buffer.concat(pieces), ends, complete: bytes.length >= lineEnd + 4 }
    const end = lineEnd + 2 + size
    if (bytes.length < end + 2) return { body: Buffer.concat(pieces), ends, complete: false }
    pieces.push(bytes.subarray(lineEnd + 2, end))
    ends.push(end + 2)
    place = end + 2
  }
}

function parseAnswer(
  reads: readonly { bytes: Buffer; at: number }[],
  end: RawAnswer['end'],
  sentAt: number,
): RawAnswer {
  const raw = Buffer.concat(reads.map(({ bytes }) => bytes))
  const headEnd = raw.indexOf('\r\n\r\n')
  const head = headEnd === -1 ? '' : raw.toString('latin1', 0, headEnd)
  const headers = new Map(
    head
      .split('\r\n')
      .slice(1)
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
  const chunked = headers.get('transfer-encoding') === 'chunked'
  const after = headEnd === -1 ? Buffer.alloc(0) : raw.subarray(headEnd + 4)
  const body = chunked ? dechunk(after).body : after
  return {
    head,
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0),
    headers,
    body,
    events:
      headers.get('content-type')?.startsWith('text/event-stream') === true ? parseEvents(reads, headEnd + 4) : [],
    raw,
    firstByteAt: reads[0]?.at ?? Number.NaN,
    end,
    sentAt,
    endAt: now(),
  }
}

/** Each event at the time of the read that completed it. */
function parseEvents(reads: readonly { bytes: Buffer; at: number }[], bodyStart: number): StreamEvent[] {
  const events: StreamEvent[] = []
  let read = Buffer.alloc(0)
  for (const { bytes, at } of reads) {
    read = Buffer.concat([read, bytes])
    const text = dechunk(read.subarray(bodyStart)).body.toString()
    const complete = text
      .split(/\r?\n\r?\n/)
      .slice(0, -1)
      .filter((event) => event.startsWith('data: '))
    for (const event of complete.slice(events.length)) {
      events.push({ data: event.slice('data: '.length), at })
    }
  }
  return events
}
