import { brotliCompressSync, constants, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { decodeContent } from '../../../src/http/socket/content-decoding.ts'
import { played } from '../support/asking.ts'
import { chunk, delta, event, lastChunk } from '../support/messages.ts'

/** The pieces, each flushed so that a reader can make text of it at once. */
async function flushedPieces(texts: readonly string[]): Promise<Buffer[]> {
  const stream = createGzip()
  const parts: Buffer[] = []
  const pieces: Buffer[] = []
  stream.on('data', (part: Buffer) => parts.push(part))
  for (const text of texts) {
    stream.write(text)
    await new Promise<void>((resolve) => {
      stream.flush(constants.Z_SYNC_FLUSH, () => setImmediate(resolve))
    })
    pieces.push(Buffer.concat(parts.splice(0)))
  }
  stream.end()
  return pieces
}

test('each read of a compressed body is known to hold what it made readable', async () => {
  const texts = ['one', 'two words', 'x'.repeat(200_000), 'end']
  const pieces = await flushedPieces(texts)
  let length = 0
  const ends = pieces.map((piece) => (length += piece.length))
  const decoded = await decodeContent('gzip', Buffer.concat(pieces), ends)
  expect(decoded).toMatchObject({ readEnds: [3, 12, 200_012, 200_015], problem: null })
  expect(decoded.body.toString()).toBe(texts.join(''))
})

test('gzip, both forms of deflate and brotli are undone', async () => {
  const text = 'words and words '.repeat(100)
  const forms = {
    gzip: gzipSync(text),
    deflate: deflateSync(text),
    br: brotliCompressSync(text),
  }
  for (const [encoding, bytes] of [...Object.entries(forms), ['deflate', deflateRawSync(text)] as const]) {
    const { body, readEnds, problem } = await decodeContent(encoding, bytes, [4, bytes.length])
    expect(body.toString(), encoding).toBe(text)
    expect(readEnds.at(-1)).toBe(text.length)
    expect(problem).toBeNull()
  }
})

test('a broken and an unknown encoding are problems, not crashes', async () => {
  const bytes = gzipSync('text')
  bytes.fill(7, 12)
  expect((await decodeContent('gzip', bytes, [5, bytes.length])).problem).toMatch(/gzip encoding is broken/)
  expect((await decodeContent('gzip', Buffer.from('no gzip'), [7])).problem).toMatch(/broken/)
  expect((await decodeContent('zstd', bytes, [5])).problem).toBe('the content-encoding "zstd" is not known')
})

test('a compressed stream keeps the stamps of its chunks', async () => {
  const pieces = await flushedPieces([
    delta({ content: 'a' }),
    delta({ content: 'b' }),
    delta({}, 'stop') + event('[DONE]'),
  ])
  const head =
    'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n'
  const { answer, exchange } = await played([head, ...pieces.flatMap((piece) => [30, chunk(piece)]), lastChunk])
  expect(answer).toMatchObject({ text: 'ab', failure: null })
  expect(answer.chunkTimes).toEqual(exchange.readTimes.slice(0, 2))
})

test('a compressed error says what it says', async () => {
  const body = gzipSync('{"error":{"message":"too long"}}')
  const head = `HTTP/1.1 400 Bad Request\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`
  const { exchange } = await played([head, body])
  expect(exchange.failure?.message).toBe('status 400: too long')
})
