import {
  brotliCompressSync,
  constants,
  createGzip,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decodeContent } from '../../../src/http/response/content-decoding.ts'
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

test('gzip, both forms of deflate, brotli and zstd are undone', async () => {
  const text = 'words and words '.repeat(100)
  const forms = {
    gzip: gzipSync(text),
    deflate: deflateSync(text),
    br: brotliCompressSync(text),
    zstd: zstdCompressSync(text),
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
  expect((await decodeContent('zstd', Buffer.from('no zstd'), [7])).problem).toMatch(/zstd encoding is broken/)
  expect((await decodeContent('compress', bytes, [5])).problem).toBe('the content-encoding "compress" is not known')
})

test('of several codings the last is undone first, and one that says nothing is passed over', async () => {
  const text = 'words and words '.repeat(100)
  const bytes = brotliCompressSync(gzipSync(text))
  const { body, readEnds, problem } = await decodeContent('identity, gzip, BR', bytes, [5, bytes.length])
  expect(body.toString()).toBe(text)
  expect(readEnds).toEqual([expect.any(Number), text.length])
  expect(problem).toBeNull()
  expect((await decodeContent('gzip, gzip, gzip, gzip, gzip', bytes, [5])).problem).toMatch(/has 5 codings/)
})

describe('what unpacks to gigabytes', () => {
  const zeros = Buffer.alloc(600 * 2 ** 20)
  const forms = {
    gzip: gzipSync(zeros, { level: 1 }),
    deflate: deflateSync(zeros, { level: 1 }),
    br: brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
    zstd: zstdCompressSync(zeros),
  }
  const twice = gzipSync(forms.gzip)

  test.for([...Object.entries(forms), ['gzip, gzip', twice] as const])(
    'as %s is given up at 256 MiB',
    async ([coding, bytes]) => {
      const { body, readEnds, problem } = await decodeContent(coding, bytes, [bytes.length >> 1, bytes.length])
      expect(problem).toBe('the decoded answer is larger than 256 MiB')
      expect(body).toHaveLength(0)
      expect(readEnds).toEqual([0, 0])
    },
  )

  test('takes the memory of one where it comes many times at once, and small answers go on', async () => {
    const text = gzipSync('an answer')
    const before = process.memoryUsage.rss()
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss() - before)
    }, 5)
    const bombs = Promise.all([1, 2, 3, 4, 5].map(async () => await decodeContent('br', forms.br, [forms.br.length])))
    const small = await decodeContent('gzip', text, [text.length])
    expect(small.body.toString()).toBe('an answer')
    for (const { problem } of await bombs) expect(problem).toMatch(/larger than 256 MiB/)
    clearInterval(watch)
    expect(peak).toBeLessThan(700 * 2 ** 20)
  })
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
