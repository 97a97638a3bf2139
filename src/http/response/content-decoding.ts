import { Lock } from '../../lock.ts'
import { decoderOf } from './decoder.ts'

const longestBody = 256 * 1024 * 1024
/** Bytes that every body may grow to at the same time as others; beyond them one grows at a time. */
const smallBody = 8 * 1024 * 1024
/** Codings one after the other: more are an attack. */
const mostCodings = 4

/** Held by the one body that may become large: many that unpack to gigabytes would fill the memory together. */
const large = new Lock()

/** A body in plain bytes, with the number of them known after each read. */
export interface DecodedBody {
  readonly body: Buffer
  readonly readEnds: readonly number[]
  /** Reason why decoding stopped early, or null. */
  readonly problem: string | null
}

/**
 * Undoes a `content-encoding` read by read, flushing at each boundary, so that a byte of text keeps
 * the stamp of the read that made it readable. Of several codings the last is undone first. What unpacks to
 * more than 256 MiB is given up there, and none of it is kept.
 */
export async function decodeContent(encoding: string, body: Buffer, readEnds: readonly number[]): Promise<DecodedBody> {
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  if (codings.length > mostCodings) return undecoded(readEnds, `the content-encoding has ${codings.length} codings`)
  let decoded: DecodedBody = { body, readEnds, problem: null }
  for (const coding of codings.toReversed()) {
    if (decoded.problem !== null) break
    decoded = await undo(coding, decoded.body, decoded.readEnds)
  }
  return decoded
}

async function undo(coding: string, body: Buffer, readEnds: readonly number[]): Promise<DecodedBody> {
  const stream = decoderOf(coding, body)
  if (stream === null) return undecoded(readEnds, `the content-encoding "${coding}" is not known`)
  const parts: Buffer[] = []
  let length = 0
  let place: PromiseWithResolvers<void> | null = null
  const broken = Promise.withResolvers<string>()
  stream.once('error', (error) => broken.resolve(`the ${coding} encoding is broken: ${error.message}`))
  stream.on('data', (part: Buffer) => {
    if (length + part.length > longestBody) {
      parts.length = 0
      broken.resolve('the decoded answer is larger than 256 MiB')
      // Nothing more is unpacked than what one step of the decoder holds.
      stream.destroy()
      return
    }
    parts.push(part)
    length += part.length
    if (length <= smallBody || place !== null) return
    place = Promise.withResolvers()
    const { promise } = place
    stream.pause()
    void large.hold(async () => {
      stream.resume()
      await promise
    })
  })
  const ends: number[] = []
  let problem: string | null = null
  let from = 0
  for (const end of readEnds) {
    const piece = body.subarray(from, end)
    from = end
    problem ??= await Promise.race([written(stream, piece), broken.promise])
    ends.push(length)
  }
  stream.destroy()
  const whole = Buffer.concat(parts)
  ;(place as PromiseWithResolvers<void> | null)?.resolve()
  return { body: whole, readEnds: ends.map((end) => Math.min(end, whole.length)), problem }
}

function undecoded(readEnds: readonly number[], problem: string): DecodedBody {
  return { body: Buffer.alloc(0), readEnds: readEnds.map(() => 0), problem }
}

/** Resolves once everything that can be made of the piece has been handed out. */
async function written(stream: NonNullable<ReturnType<typeof decoderOf>>, piece: Buffer): Promise<null> {
  await new Promise<void>((resolve) => {
    stream.write(piece, () => resolve())
  })
  while (stream.readableLength > 0 && !stream.destroyed) {
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
  return null
}
