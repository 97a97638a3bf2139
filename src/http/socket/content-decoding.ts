import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  type BrotliDecompress,
  type Gunzip,
} from 'node:zlib'

const longestBody = 256 * 1024 * 1024

/** A body in plain bytes, with the number of them known after each read. */
export interface DecodedBody {
  readonly body: Buffer
  readonly readEnds: readonly number[]
  /** Reason why decoding stopped early, or null. */
  readonly problem: string | null
}

/**
 * Undoes a `content-encoding` read by read, flushing at each boundary, so that a byte of text keeps
 * the stamp of the read that made it readable.
 */
export async function decodeContent(encoding: string, body: Buffer, readEnds: readonly number[]): Promise<DecodedBody> {
  const stream = decoder(encoding, body)
  if (stream === null)
    return {
      body: Buffer.alloc(0),
      readEnds: readEnds.map(() => 0),
      problem: `the content-encoding "${encoding}" is not known`,
    }
  const broken = new Promise<string>((resolve) => {
    stream.once('error', (error) => resolve(`the ${encoding} encoding is broken: ${error.message}`))
  })
  const parts: Buffer[] = []
  let length = 0
  stream.on('data', (part: Buffer) => {
    parts.push(part)
    length += part.length
  })
  const ends: number[] = []
  let problem: string | null = null
  let from = 0
  for (const end of readEnds) {
    const piece = body.subarray(from, end)
    from = end
    problem ??= await Promise.race([written(stream, piece), broken])
    if (length > longestBody) problem ??= 'the decoded answer is larger than 256 MiB'
    ends.push(length)
  }
  stream.destroy()
  return { body: Buffer.concat(parts), readEnds: ends, problem }
}

/** Resolves once everything that can be made of the piece has been handed out. */
async function written(stream: Gunzip | BrotliDecompress, piece: Buffer): Promise<null> {
  await new Promise<void>((resolve) => {
    stream.write(piece, () => resolve())
  })
  while (stream.readableLength > 0) {
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
  return null
}

function decoder(encoding: string, body: Buffer): Gunzip | BrotliDecompress | null {
  const options = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH }
  const { BROTLI_OPERATION_FLUSH: brotliFlush } = constants
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(options)
    case 'deflate':
      // Some servers send the bare stream without its zlib header.
      return ((body[0] ?? 0) & 15) === 8 ? createInflate(options) : createInflateRaw(options)
    case 'br':
      return createBrotliDecompress({ flush: brotliFlush, finishFlush: brotliFlush })
    default:
      return null
  }
}
