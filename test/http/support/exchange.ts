import type { Exchange } from '../../../src/http/socket/client.ts'

/** An exchange whose body came in the given reads, stamped 10, 20, 30... */
export function exchangeOf(reads: readonly (string | Buffer)[], changes: Partial<Exchange> = {}): Exchange {
  const pieces = reads.map((piece) => Buffer.from(piece))
  let length = 0
  const readEnds = pieces.map((piece) => (length += piece.length))
  return {
    sent: 0,
    began: 0,
    connect: null,
    retried: false,
    redirects: 0,
    redirectedTo: null,
    status: 200,
    headers: new Map([['content-type', 'text/event-stream']]),
    retryAfterSeconds: null,
    body: Buffer.concat(pieces),
    readTimes: pieces.map((_, index) => (index + 1) * 10),
    readEnds,
    ended: pieces.length * 10,
    failure: null,
    redact: (text) => text,
    ...changes,
  }
}
