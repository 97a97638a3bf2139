/** Head of a chunked event stream. */
export const streamHead = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n'

/** The end of a chunked body. */
export const lastChunk = '0\r\n\r\n'

/** One chunk of a chunked body. */
export function chunk(text: string | Buffer): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
}

/** An event with the given data. */
export function event(data: unknown): string {
  return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`
}

/** A chat delta as an event. */
export function delta(fields: Readonly<Record<string, unknown>>, finish: string | null = null): string {
  return event({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'tiny',
    choices: [{ index: 0, delta: fields, finish_reason: finish }],
  })
}

/** A whole answer with a head and a content-length. */
export function plain(body: string, status = '200 OK', headers = 'content-type: application/json'): string {
  return `HTTP/1.1 ${status}\r\n${headers}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** A short complete chat stream, in one piece. */
export const shortStream: string =
  streamHead +
  chunk(delta({ role: 'assistant', content: '' })).toString() +
  chunk(delta({ content: 'Hi' })).toString() +
  chunk(delta({}, 'stop') + event('[DONE]')).toString() +
  lastChunk
